import { languageOf, languages } from '#locales'
import type { LayoutProps } from '#platform/govuk'
import { languageParameter } from '#platform/language'

type Frame = Omit<LayoutProps, 'title' | 'children'>

/**
 * What every public page shows: the service's name, its languages and a quick way out, and none of the staff's
 * navigation, all in the language asked for.
 */
export function publicFrame(frame: Frame): Frame {
  const { tag, words } = languageOf(frame.asked?.tag)
  const { footer, service } = words.site
  const address = frame.asked?.address ?? '/'
  return {
    ...frame,
    language: tag,
    layoutWords: words.layout,
    languages: languages.map((each) => ({
      tag: each.tag,
      name: each.name,
      href: each.tag === tag ? undefined : inLanguage(address, each.tag),
    })),
    serviceName: service,
    serviceUrl: '/report',
    navigation: [],
    wide: false,
    exitThisPage: true,
    footerLinks: [
      { text: footer.easyRead, href: '/easy-read' },
      { text: footer.waysToReport, href: '/ways-to-report' },
      { text: footer.caseReview, href: '/case-review' },
      { text: footer.accessibility, href: '/accessibility' },
      { text: footer.privacy, href: '/privacy' },
      { text: footer.cookies, href: '/cookies' },
    ],
  }
}

/** The same page in another language; a link that is kept or sent to somebody opens in it too. */
export function inLanguage(address: string, tag: string): string {
  return `${address}${address.includes('?') ? '&' : '?'}${languageParameter}=${tag}`
}
