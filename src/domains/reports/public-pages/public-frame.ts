import type { LayoutProps } from '#platform/govuk'

type Frame = Omit<LayoutProps, 'title' | 'children'>

/** What every public page shows: the service's name and a quick way out, and none of the staff's navigation. */
export function publicFrame(frame: Frame): Frame {
  return {
    ...frame,
    serviceName: 'Report anti-social behaviour',
    serviceUrl: '/report',
    navigation: [],
    wide: false,
    exitThisPage: true,
  }
}
