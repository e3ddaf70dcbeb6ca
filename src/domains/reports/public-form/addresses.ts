/** Addresses of the journey. The draft's secret in them is the only key to it. */

export const pageAddress = (draft: string, page: string): string =>
  `/report/${encodeURIComponent(draft)}/${page.replaceAll('_', '-')}`

/** From check answers: after the change the way leads back there. */
export const changeAddress = (draft: string, page: string): string => `${pageAddress(draft, page)}?change=1`

/** Where the browser keeps what is typed before it is sent. */
export const keepAddress = (draft: string, page: string): string =>
  `${pageAddress(draft, 'keep')}?page=${page}`

/** The link to come back by. */
export const draftAddress = (draft: string): string => `/report/${encodeURIComponent(draft)}`

/** The report's private page. */
export const statusAddress = (secret: string): string => `/status/${secret}`
