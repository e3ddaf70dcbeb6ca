import type { Readable } from 'node:stream'
import type { Html, LayoutProps } from '#platform/govuk'

/** What every page of one request has in common; a page adds its title and content to `Layout`. */
export type Frame = Omit<LayoutProps, 'title' | 'children'>

export type Cookie = { name: string; value: string; maxAgeSeconds?: number }

type Common = {
  status?: number
  headers?: Readonly<Record<string, string>>
}

/** What a handler gives back. Pages are functions, so that they render after the transaction has ended. */
export type Answer =
  | (Common & { page: (frame: Frame) => Html })
  | (Common & { redirect: string })
  | (Common & { json: unknown })
  | (Common & { text: string; type: string })
  /** Opened after the transaction has ended; closed by the server when the reader has it all or goes away. */
  | (Common & { stream: () => Readable; type: string })

export function page(render: (frame: Frame) => Html, common: Common = {}): Answer {
  return { ...common, page: render }
}

/** A form that came back with errors: 422, so that nothing mistakes it for done. */
export function pageWithErrors(render: (frame: Frame) => Html): Answer {
  return { status: 422, page: (frame) => render({ ...frame, hasErrors: true }) }
}

/** After a POST: 303, so that going back or reloading does not send it again. */
export function redirect(to: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return { redirect: to, headers }
}

export function json(body: unknown, common: Common = {}): Answer {
  return { ...common, json: body }
}

export function text(body: string, type: string, common: Common = {}): Answer {
  return { ...common, text: body, type }
}
