import type { Asked } from '#platform/language'
import { assetUrl, hasAsset } from './assets.ts'
import {
  ExitThisPage,
  GenericHeader,
  LanguageNavigation,
  PhaseBanner,
  ServiceNavigation,
  SkipLink,
} from './govuk-components.ts'
import { type Child, dangerousHtml, type Html, renderToString } from './html.ts'
import { englishLayoutWords, type LayoutWords } from './layout-words.ts'
import { RenderCache } from './render-cache.ts'

export interface LayoutLink {
  text: string
  href: string
}

/** Who is signed in, shown beside the navigation. */
export interface Account {
  name: string
  organisation?: string | undefined
  links?: readonly LayoutLink[] | undefined
  /** Signing out changes something, so it is a POST. */
  signOutUrl: string
}

/** What is the same on all pages of one service; pages add their title and content. */
export interface LayoutProps {
  /** What this page is about. Never personal data: titles end up in histories, logs and over shoulders. */
  title: string
  /** Puts "Error: " before the title, so that a screen reader says so first. */
  hasErrors?: boolean | undefined
  serviceName: string
  serviceUrl: string
  navigation?:
    | readonly (LayoutLink & { current?: boolean | undefined; active?: boolean | undefined })[]
    | undefined
  account?: Account | undefined
  /** What the visitor asked for: whoever writes pages in more than one language follows it. */
  asked?: Asked | undefined
  /** Language in which the page is written (BCP 47), `en` when left out. */
  language?: string | undefined
  /** The words of the layout itself in that language, English when left out. */
  layoutWords?: LayoutWords | undefined
  /** Languages in which this page can be read; the current one has no address. */
  languages?: readonly { tag: string; name: string; href?: string | undefined }[] | undefined
  /** Set in demonstration mode only: says on every page that nothing here is real. */
  demo?: { county: string; signInUrl?: string | undefined } | undefined
  phase?: { tag: string; html: Html } | undefined
  /** Staff pages use the width of the window; public ones a two-thirds column. */
  wide?: boolean | undefined
  /** A public page with a wide table uses the whole width, which stays that of public pages. */
  fullWidth?: boolean | undefined
  /** The address to leave for; `true` for the Design System's own. */
  exitThisPage?: string | true | undefined
  /** Back link or breadcrumbs, above the main landmark. */
  beforeContent?: Html | undefined
  /** Accessibility statement, privacy notice, cookies, contact. */
  footerLinks?: readonly LayoutLink[] | undefined
  /** Scripts beyond `app`, by entry: `['map']`. */
  scripts?: readonly string[] | undefined
  /** Address of the web app manifest of a page that can be installed. */
  webManifest?: string | undefined
  children?: Child
}

const productName = 'OpenASB'
const defaultExit = 'https://www.bbc.co.uk/weather'

/** A whole page, except for its document type: `renderPage(<Layout …>…</Layout>)`. */
export function Layout(props: LayoutProps): Html {
  const exit = props.exitThisPage === true ? defaultExit : props.exitThisPage
  const words = props.layoutWords ?? englishLayoutWords
  return (
    <html lang={props.language ?? 'en'} class="govuk-template">
      <Head {...props} />
      <body class={bodyClasses(props)}>
        {/* Blocking on purpose and ours: marks that scripts run before anything is drawn, without an inline script. */}
        <script src={assetUrl('js-enabled.js')} />
        <SkipLink text={words.skip} href="#main-content" />
        {exit && <ExitSkipLink href={exit} words={words} />}
        <header class="govuk-template__header">
          <ServiceHeader {...props} />
          {props.phase && <PhaseBanner tag={{ text: props.phase.tag }} html={props.phase.html} />}
        </header>
        <div class="govuk-width-container">
          {exit && (
            <ExitThisPage
              {...words.exitThisPage}
              redirectUrl={exit}
              attributes={{ role: 'region', 'aria-label': words.leave }}
            />
          )}
          {props.languages && <Languages languages={props.languages} words={words} />}
          {props.beforeContent && <section aria-label={words.wayBack}>{props.beforeContent}</section>}
          <main class="govuk-main-wrapper" id="main-content">
            {props.wide || props.fullWidth ? props.children : <TwoThirds>{props.children}</TwoThirds>}
          </main>
        </div>
        <Footer links={props.footerLinks ?? []} words={words} />
      </body>
    </html>
  )
}

type ServiceHeaderProps = Pick<LayoutProps, 'demo' | 'serviceName' | 'serviceUrl' | 'navigation' | 'account'>

/** Remembered as a whole: the same on every page of one person, and a tenth of what most pages cost. */
function ServiceHeader({ demo, serviceName, serviceUrl, navigation, account }: ServiceHeaderProps): Html {
  const header = { demo, serviceName, serviceUrl, navigation, account }
  return dangerousHtml(
    headers.getOrRender(JSON.stringify(header), () => renderToString(<WholeHeader {...header} />)),
  )
}

function WholeHeader({ demo, serviceName, serviceUrl, navigation = [], account }: ServiceHeaderProps): Html {
  return (
    <>
      {demo && <DemoStrip {...demo} />}
      <GenericHeader logoText={productName} url="/" />
      <ServiceNavigation
        serviceName={serviceName}
        serviceUrl={serviceUrl}
        navigation={navigation}
        slots={{ end: account && { html: <AccountLinks {...account} />, align: 'inline' } }}
      />
    </>
  )
}

const headers = new RenderCache(4_000_000)

function bodyClasses({ wide, account }: LayoutProps): string {
  return ['govuk-template__body', wide && 'app-staff', account && 'app-signed-in'].filter(Boolean).join(' ')
}

/** Renders a page to the text of an HTML document. */
export function renderPage(page: Html): string {
  return `<!DOCTYPE html>\n${renderToString(page)}`
}

function Head({ title, hasErrors, serviceName, scripts = [], layoutWords, webManifest }: LayoutProps): Html {
  const { error } = layoutWords ?? englishLayoutWords
  return (
    <head>
      <meta charset="utf-8" />
      <title>{`${hasErrors ? `${error}: ` : ''}${title} – ${serviceName} – ${productName}`}</title>
      <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
      <meta name="theme-color" content="#16425b" />
      {/* Addresses of this service can hold secrets (a draft's id), so they are sent to no other site. */}
      <meta name="referrer" content="same-origin" />
      {/* As text, because the JSX runtime moves such links about and searches the whole page to do so. */}
      {dangerousHtml(`<link rel="icon" href="${assetUrl('icon.svg')}" type="image/svg+xml">`)}
      {webManifest && dangerousHtml(`<link rel="manifest" href="${webManifest}">`)}
      <link rel="stylesheet" href={assetUrl('styles.css')} />
      {scripts
        .filter((name) => hasAsset(`${name}.css`))
        .map((name) => (
          <link rel="stylesheet" href={assetUrl(`${name}.css`)} />
        ))}
      {['app', ...scripts].map((name) => (
        <script type="module" src={assetUrl(`${name}.js`)} />
      ))}
    </head>
  )
}

function TwoThirds({ children }: { children?: Child }): Html {
  return (
    <div class="govuk-grid-row">
      <div class="govuk-grid-column-two-thirds">{children}</div>
    </div>
  )
}

function Languages({
  languages,
  words,
}: {
  languages: NonNullable<LayoutProps['languages']>
  words: LayoutWords
}): Html {
  return (
    <LanguageNavigation
      ariaLabel={words.languages}
      items={languages.map(({ tag, name, href }) => ({ lang: tag, text: name, href, current: !href }))}
    />
  )
}

function ExitSkipLink({ href, words }: { href: string; words: LayoutWords }): Html {
  return (
    <section aria-label={words.leaveQuickly}>
      <SkipLink
        text={words.exitQuickly}
        href={href}
        classes="govuk-js-exit-this-page-skiplink"
        attributes={{ rel: 'nofollow noreferrer' }}
      />
    </section>
  )
}

function DemoStrip({ county, signInUrl }: NonNullable<LayoutProps['demo']>): Html {
  return (
    <div class="app-demo-strip" lang="en">
      <p class="govuk-width-container">
        <strong>Demonstration.</strong> {county} is made up: no place, person or report here is real. Sign-in
        links work in the demonstration only.{' '}
        {signInUrl && (
          <a class="govuk-link govuk-link--inverse" href={signInUrl}>
            Choose who to be
          </a>
        )}
      </p>
    </div>
  )
}

function AccountLinks({ name, organisation, links = [], signOutUrl }: Account): Html {
  return (
    <div class="app-account">
      <span class="app-account__name">{organisation ? `${name}, ${organisation}` : name}</span>
      {links.map((link) => (
        <a class="govuk-link govuk-link--no-visited-state" href={link.href}>
          {link.text}
        </a>
      ))}
      <form method="post" action={signOutUrl} class="app-account__sign-out" data-module="sign-out">
        <button type="submit" class="app-link-button">
          Sign out
        </button>
      </form>
    </div>
  )
}

/** Not the GOV.UK footer: that one carries the Crown's arms, copyright and licence, which are not ours to show. */
function Footer({ links, words }: { links: readonly LayoutLink[]; words: LayoutWords }): Html {
  return (
    <footer class="govuk-template__footer app-footer">
      <div class="govuk-width-container">
        {links.length > 0 && (
          <>
            <h2 class="govuk-visually-hidden">{words.supportLinks}</h2>
            <ul class="app-footer__links">
              {links.map((link) => (
                <li>
                  <a class="govuk-link govuk-link--text-colour" href={link.href}>
                    {link.text}
                  </a>
                </li>
              ))}
            </ul>
          </>
        )}
        <p class="govuk-body-s app-footer__product">
          {productName} {words.licence}
        </p>
      </div>
    </footer>
  )
}
