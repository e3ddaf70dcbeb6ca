import { type Child, type Html, Layout, type LayoutProps } from '#platform/govuk'
import { publicFrame } from './public-frame.ts'

type PageProps = { frame: Omit<LayoutProps, 'title' | 'children'> }

function Notice({ frame, title, children }: PageProps & { title: string; children?: Child }): Html {
  return (
    <Layout {...publicFrame(frame)} title={title}>
      <h1 class="govuk-heading-l">{title}</h1>
      {children}
    </Layout>
  )
}

/** What is known about how accessible the service is, and what is not. */
export function AccessibilityPage({ frame }: PageProps): Html {
  return (
    <Notice frame={frame} title="Accessibility statement">
      <p class="govuk-body">
        We want as many people as possible to be able to use this service. You should be able to:
      </p>
      <ul class="govuk-list govuk-list--bullet">
        <li>use it with a keyboard alone</li>
        <li>use it with a screen reader</li>
        <li>make the text much larger without losing any of it</li>
        <li>use it on a small or old phone, and with scripts switched off</li>
      </ul>
      <h2 class="govuk-heading-m">What may not work for you</h2>
      <p class="govuk-body">
        The map needs good sight and a modern browser. You never need it: you can search for a place or
        describe it in words on the same page.
      </p>
      <p class="govuk-body">The service is in English only.</p>
      <h2 class="govuk-heading-m">How we tested it</h2>
      <p class="govuk-body">
        Every page is checked by a program against the Web Content Accessibility Guidelines version 2.2, level
        AA, each time the service changes. A program cannot find every problem. The service has not had a full
        check by people who use assistive technology yet, so we do not say that it meets the guidelines in
        full.
      </p>
      <h2 class="govuk-heading-m">If you need another way to report</h2>
      <p class="govuk-body">
        Call 101 if you want to report by telephone. With a textphone, call 18001 101. You can also ask
        someone to fill in the form for you.
      </p>
      <h2 class="govuk-heading-m">If you are not happy with our answer</h2>
      <p class="govuk-body">
        The Equality and Human Rights Commission enforces the accessibility rules for public bodies. If you
        tell us about a problem and are not happy with our answer, contact the{' '}
        <a class="govuk-link" href="https://www.equalityadvisoryservice.com/">
          Equality Advisory and Support Service
        </a>
        .
      </p>
    </Notice>
  )
}

/** What is kept about people who report. */
export function PrivacyPage({ frame }: PageProps): Html {
  return (
    <Notice frame={frame} title="Privacy">
      <p class="govuk-body">
        This page says what this service does with what you tell us. The organisation that deals with your
        report has its own privacy notice as well.
      </p>
      <h2 class="govuk-heading-m">What we keep</h2>
      <p class="govuk-body">
        We keep the answers that you give: what happened, where, when and how it affects you. If you give your
        name or a way to contact you, we keep that apart from the rest.
      </p>
      <h2 class="govuk-heading-m">Who sees it</h2>
      <p class="govuk-body">
        Your report goes to the organisation that can deal with it: the police, a council or a landlord. It
        can share the report with another of these when they need to work together. Only the organisation that
        holds your report sees how to contact you. Every time somebody opens your report, we write down who it
        was.
      </p>
      <h2 class="govuk-heading-m">If you stay anonymous</h2>
      <p class="govuk-body">
        We do not ask for your name. But what you write can give you away, for example if you say that you
        live next door. Leave out what you do not want us to know.
      </p>
      <h2 class="govuk-heading-m">Your private links</h2>
      <p class="govuk-body">
        The links to your unfinished report and to the page that shows what happens next are secret. Anyone
        who has a link can open the page, so do not share it.
      </p>
      <h2 class="govuk-heading-m">Your rights</h2>
      <p class="govuk-body">
        You can ask the organisation that holds your report for a copy of what it keeps about you, or to put
        it right. If you are not happy with its answer, you can complain to the{' '}
        <a class="govuk-link" href="https://ico.org.uk/make-a-complaint/">
          Information Commissioner
        </a>
        .
      </p>
    </Notice>
  )
}

/** Which cookies are set: none for the public. */
export function CookiesPage({ frame }: PageProps): Html {
  return (
    <Notice frame={frame} title="Cookies">
      <p class="govuk-body">
        Cookies are small files that a website keeps on your device. We do not use them when you report
        something, and we do not count or follow visitors.
      </p>
      <p class="govuk-body">
        People who work for our partners get a cookie when they sign in. It keeps them signed in. A second one
        remembers for 30 days whose browser it is, so that nothing they typed is lost when they are signed
        out.
      </p>
      <h2 class="govuk-heading-m">What may be kept on your device</h2>
      <p class="govuk-body">
        If you lose your internet connection while you type, your answers on that page are kept on your
        device, so that you do not have to type them again. They are removed when we have saved them, or the
        next time that you open the page after a day has passed.
      </p>
      <p class="govuk-body">
        Your browser also keeps a list of pages that you have opened. If somebody else uses your device, you
        may want to clear it.
      </p>
    </Notice>
  )
}
