import type { accessibility as english } from '../en/accessibility.ts'
import type { Prose } from '../prose.ts'

const prose = (...blocks: Prose): Prose => blocks
const all = (texts: readonly string[]) => texts.join(', ')

/** The accessibility statement, in Welsh. */
export const accessibility: typeof english = {
  title: 'Datganiad hygyrchedd',
  intro: prose(
    'Mae’r datganiad hwn am y gwasanaeth hwn, lle mae pobl yn rhoi gwybod am ymddygiad gwrthgymdeithasol ac yn gweld beth sy’n digwydd nesaf. Mae’r sefydliadau sy’n cymryd rhan yn ei redeg gyda’i gilydd.',
    'Rydym am i gynifer o bobl â phosibl allu ei ddefnyddio. Dylech allu:',
    {
      list: [
        'ei ddefnyddio gyda bysellfwrdd yn unig',
        'ei ddefnyddio gyda darllenydd sgrin',
        'gwneud y testun yn llawer mwy heb golli dim ohono',
        'ei ddefnyddio ar ffôn bach neu hen, a heb sgriptiau',
        'ei ddarllen yn Gymraeg neu yn Saesneg',
      ],
    },
  ),
  statusHeading: 'Pa mor hygyrch yw’r gwasanaeth hwn',
  status: {
    full: 'Mae’r gwasanaeth hwn yn cydymffurfio’n llawn â safon AA Canllawiau Hygyrchedd Cynnwys y We fersiwn 2.2.',
    partial:
      'Mae’r gwasanaeth hwn yn cydymffurfio’n rhannol â safon AA Canllawiau Hygyrchedd Cynnwys y We fersiwn 2.2, oherwydd yr hyn nad yw wedi’i wirio a’r problemau a restrir isod.',
    none: 'Mae’r gwasanaeth hwn yn cyfrif fel un nad yw’n cydymffurfio â safon AA Canllawiau Hygyrchedd Cynnwys y We fersiwn 2.2, oherwydd nad yw’r rhan fwyaf ohono wedi’i wirio reol wrth reol eto.',
  },
  counts: ({ toCheck, passed, failed, notApplicable, unchecked }) =>
    `Mae ${toCheck} o wiriadau: pob rheol o’r safon ar bob math o dudalen. Mae ${toCheck - unchecked} wedi’u gwneud, mewn porwr go iawn: llwyddodd ${passed}, methodd ${failed}, ac mewn ${notApplicable} nid oedd dim y mae’r rheol yn berthnasol iddo. Nid yw ${unchecked} wedi’u gwneud eto.`,
  toChecks: 'Gweld pob gwiriad, gyda’i ddyddiad',
  contentHeading: 'Cynnwys a allai beidio â bod yn hygyrch',
  notCompliantHeading: 'Beth nad yw’n bodloni’r rheolau',
  uncheckedCounts: (unchecked) =>
    unchecked === 0
      ? 'Mae popeth wedi’i wirio.'
      : `Rydym yn cyfrif yr hyn nad oes neb wedi’i wirio fel rhywbeth heb ei fodloni: ${unchecked} o wiriadau.`,
  noNotCompliant: 'Ni wyddom am unrhyw broblem y tu hwnt i hynny.',
  burdenHeading: 'Beth fyddai’n costio gormod i’w gywiro',
  noBurden: 'Dim byd: nid ydym yn dweud am unrhyw broblem y byddai’n costio gormod i’w chywiro.',
  outOfScopeHeading: 'Beth mae’r rheolau yn ei adael allan',
  noOutOfScope: 'Dim byd: rydym yn cyfrif popeth yn y gwasanaeth hwn.',
  breaks: (criteria) => `Mae hyn yn ymwneud â ${all(criteria)} o’r safon.`,
  mendBy: (day) => `I’w gywiro erbyn ${day}.`,
  noDay: 'Nid ydym wedi pennu diwrnod ar gyfer ei gywiro.',
  limits: prose(
    { heading: 'Beth arall allai beidio â gweithio i chi' },
    'Mae angen golwg da a phorwr modern ar gyfer y map. Nid oes byth ei angen arnoch: gallwch chwilio am le neu ei ddisgrifio mewn geiriau ar yr un dudalen.',
    'Mae’r hyn y mae timau yn ei ysgrifennu atoch yn yr iaith y maent yn ei defnyddio.',
    'Mae sut i roi gwybod, beth sy’n digwydd wedyn a’r Adolygiad Achos ar gael mewn fformat [Hawdd ei Ddeall](/easy-read). Nid yw’r ffurflen ei hun, ac nid yw mewn Iaith Arwyddion Prydain. Gallwch ofyn am y naill neu’r llall wrth roi gwybod.',
  ),
  testedHeading: 'Sut rydym yn ei brofi',
  automatic:
    'Mae rhaglen yn gwirio tudalennau bob tro y mae’r gwasanaeth yn newid: y rhai y mae ein profion yn dod iddynt mewn porwr go iawn, pob math o dudalen unwaith, ar sgrin lydan ac ar sgrin gul. Nid oes unrhyw newid yn cael ei dderbyn tra bydd yn canfod rhywbeth o’i le. Ni all rhaglen ganfod pob problem.',
  rulesHeading: 'Pa reolau y mae’r rhaglen yn eu gwirio',
  rules: (program) => `${program} yw’r rhaglen. Ar sgrin lydan mae’n defnyddio ei rheolau ar gyfer:`,
  rulesOfWidth: 'Ar sgrin gul mae’n defnyddio’r rhain eto, oherwydd gall y lled eu torri:',
  noWaivers: 'Nid ydym yn gadael i ddim y mae’r rhaglen yn ei ganfod fynd heibio.',
  waivers: 'Rydym yn gadael i’r canfyddiadau hyn gan y rhaglen fynd heibio am y tro:',
  waiverOver: (day) => `Dylai hyn fod wedi’i gywiro erbyn ${day}.`,
  preparationHeading: 'Sut cafodd y datganiad hwn ei wneud',
  made: 'Mae’r datganiad hwn yn cael ei wneud o gofnod y gwiriadau bob tro y mae’r dudalen yn cael ei hagor. Nid oes neb yn ei ysgrifennu â llaw. Y rhai sy’n gwneud y gwasanaeth wnaeth y gwiriadau, mewn porwr go iawn gyda sgript yn pwyso ei fysellau, a thrwy edrych ar ei dudalennau. Nid oes neb o’r tu allan wedi ei wirio, na neb sy’n defnyddio technoleg gynorthwyol bob dydd.',
  lastChecked: (day) => `Roedd yr olaf o’r gwiriadau hyn ar ${day}.`,
  neverChecked: 'Nid oes yr un o’r gwiriadau hyn wedi’i wneud eto.',
  help: prose(
    { heading: 'Os oes angen ffordd arall arnoch, neu os ydych yn dod o hyd i broblem' },
    'Gweler [ffyrdd eraill o roi gwybod](/ways-to-report): dros y ffôn, mewn iaith arwyddion, mewn fformat arall, neu gyda help gan rywun arall. Mae’r sefydliadau ar y dudalen honno hefyd am glywed os nad yw rhan o’r gwasanaeth hwn yn gweithio i chi.',
    { heading: 'Os nad ydych yn fodlon â’n hateb' },
    'Y Comisiwn Cydraddoldeb a Hawliau Dynol (EHRC) sy’n gorfodi Rheoliadau Hygyrchedd Cyrff Sector Cyhoeddus (Gwefannau a Chymwysiadau Symudol) (Rhif 2) 2018. Os nad ydych yn fodlon â’r ffordd rydym yn ateb eich cwyn, cysylltwch â’r [Gwasanaeth Cynghori a Chefnogi ar Gydraddoldeb (EASS)](https://www.equalityadvisoryservice.com/).',
    { heading: 'Beth mae’r gyfraith yn ei ofyn gennym' },
    'Mae’r sefydliadau sy’n rhedeg y gwasanaeth hwn wedi ymrwymo i’w wneud yn hygyrch, fel y mae’r Rheoliadau hynny yn ei ofyn.',
  ),
  checksTitle: 'Gwiriadau hygyrchedd',
  checksIntro:
    'Pob rheol o Ganllawiau Hygyrchedd Cynnwys y We fersiwn 2.2, lefelau A ac AA, a’r hyn sydd wedi’i wirio ohoni fesul un. Nid yw’r hyn y mae’r rhaglen yn ei wirio wedi’i restru yma. Mae enwau’r rheolau a’r nodiadau yn Saesneg.',
  kindsHeading: 'Mathau o dudalen',
  criteriaHeading: 'Rheolau',
  kinds: {
    words: 'tudalennau gwybodaeth',
    question: 'cwestiynau’r ffurflen, a’i gwallau',
    place: 'y cwestiwn ble y digwyddodd, gyda’i fap',
    evidence: 'ychwanegu lluniau, fideos a sain',
    status: 'tudalen breifat adroddiad',
    follow: 'tudalennau i bobl sy’n dilyn lle',
    staff: 'tudalennau i bobl sy’n gweithio gydag adroddiadau',
  },
  means: {
    keyboard: 'bysellfwrdd yn unig',
    zoom: 'tudalennau wedi’u chwyddo',
    narrow: '320 picsel o led',
    spacing: 'mwy o le yn y testun',
    turned: 'sgrin wedi’i throi',
    without_colour: 'dim lliwiau',
    without_script: 'dim sgriptiau',
    wrong_answers: 'atebion anghywir',
    reading: 'darllen y dudalen a’i marcio',
  },
  results: { passed: 'Wedi llwyddo', failed: 'Wedi methu', not_applicable: 'Ddim yn berthnasol' },
  checkedLine: (kinds, by, day) => `${kinds.join('; ')}. Gyda ${all(by)}, ar ${day}.`,
  uncheckedLine: (kinds) =>
    kinds.length === 0
      ? 'Heb ei wirio eto ar unrhyw fath o dudalen.'
      : `Heb ei wirio eto: ${kinds.join('; ')}.`,
  back: 'Yn ôl i’r datganiad hygyrchedd',
}
