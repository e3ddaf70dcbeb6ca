import java.io.File;
import java.io.InputStream;
import java.util.Date;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.flavours.PDFAFlavour.Specification;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * Holds every PDF named by an argument against PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2) with veraPDF, and prints a
 * line a file: its name, how many checks were made for each, and the clauses that it breaks. The rules are veraPDF's own file; its reader of such files
 * needs a library that the package leaves out, so they are read here.
 */
class ValidatePdf {
  public static void main(String[] files) throws Exception {
    Logger.getLogger("").setLevel(Level.OFF);
    VeraGreenfieldFoundryProvider.initialise();
    Map<PDFAFlavour, ValidationProfile> profiles = new LinkedHashMap<>();
    profiles.put(PDFAFlavour.PDFUA_1, readProfile(PDFAFlavour.PDFUA_1, "PDFUA-1"));
    profiles.put(PDFAFlavour.PDFA_2_A, readProfile(PDFAFlavour.PDFA_2_A, "PDFA-2A"));
    for (String file : files) {
      StringBuilder checks = new StringBuilder();
      StringBuilder broken = new StringBuilder();
      for (var each : profiles.entrySet())
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), each.getKey());
            PDFAValidator validator = Foundries.defaultInstance().createValidator(each.getValue(), false)) {
          ValidationResult result = validator.validate(parser);
          checks.append('\t').append(result.getTotalAssertions());
          for (TestAssertion failed : result.getTestAssertions())
            broken.append('\t').append(each.getKey()).append(' ').append(failed.getRuleId().getClause()).append(' ')
                .append(failed.getMessage().replaceAll("\\s+", " "));
        }
      System.out.println(file + checks + broken);
    }
  }

  private static ValidationProfile readProfile(PDFAFlavour flavour, String name) throws Exception {
    try (InputStream file = Profiles.class.getResourceAsStream("/org/verapdf/pdfa/validation/" + name + ".xml")) {
      Document xml = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file);
      Set<Rule> rules = new HashSet<>();
      var ruleNodes = xml.getElementsByTagName("rule");
      for (int at = 0; at < ruleNodes.getLength(); at++) {
        Element rule = (Element) ruleNodes.item(at);
        Element id = (Element) rule.getElementsByTagName("id").item(0);
        rules.add(Profiles.ruleFromValues(
            Profiles.ruleIdFromValues(Specification.valueOf(id.getAttribute("specification")), id.getAttribute("clause"),
                Integer.parseInt(id.getAttribute("testNumber"))),
            rule.getAttribute("object"), Boolean.valueOf(rule.getAttribute("deferred")), rule.getAttribute("tags"),
            text(rule, "description"), text(rule, "test"), Profiles.errorFromValues(text(rule, "message"), List.of()),
            List.of()));
      }
      Set<Variable> variables = new HashSet<>();
      var variableNodes = xml.getElementsByTagName("variable");
      for (int at = 0; at < variableNodes.getLength(); at++) {
        Element variable = (Element) variableNodes.item(at);
        variables.add(Profiles.variableFromValues(variable.getAttribute("name"), variable.getAttribute("object"),
            text(variable, "defaultValue"), text(variable, "value")));
      }
      return Profiles.profileFromValues(flavour, Profiles.profileDetailsFromValues("", "", "", new Date(0)), "",
          rules, variables);
    }
  }

  private static String text(Element parent, String name) {
    return parent.getElementsByTagName(name).item(0).getTextContent();
  }
}
