import type { LayoutProps } from '#platform/govuk'

type Frame = Omit<LayoutProps, 'title' | 'children'>

/** What every public page shows: the service's name, a quick way out and the notices. */
export function publicFrame(frame: Frame): Frame {
  return {
    ...frame,
    serviceName: 'Report anti-social behaviour',
    serviceUrl: '/report',
    navigation: [],
    wide: false,
    exitThisPage: true,
    footerLinks: [
      { text: 'Accessibility statement', href: '/accessibility' },
      { text: 'Privacy', href: '/privacy' },
      { text: 'Cookies', href: '/cookies' },
    ],
  }
}
