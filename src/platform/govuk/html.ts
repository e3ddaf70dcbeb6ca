import { raw } from 'hono/html'
import { type Child, Fragment, jsx } from 'hono/jsx'
import type { JSX } from 'hono/jsx/jsx-runtime'

export type { Child }

/** Markup made by JSX. A plain string is not `Html`, so it cannot reach a page unescaped by mistake. */
export type Html = JSX.Element

/** What a page may give where a part is left out: `error && { text: error }`. */
export type Falsy = undefined | null | false | ''

type AttributeValue = string | number | boolean | null | undefined

/** Extra attributes of an element; with `optional`, empty values leave the attribute out. */
export type Attributes = Readonly<
  Record<string, AttributeValue | { readonly value: AttributeValue; readonly optional?: boolean }>
>

/** Exactly one of a text parameter and its HTML twin. */
export type OneOf<Text extends string, Markup extends string> =
  | ({ [name in Text]: string | number } & { [name in Markup]?: undefined })
  | ({ [name in Markup]: Html } & { [name in Text]?: undefined })

/** Wording by plural category, as `Intl.PluralRules` names them. */
export type PluralForms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>>

/** Settings of the day, month or year box of a date input. */
export type DatePart = {
  label?: string | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

const JsxNode = jsx('br', null).constructor

/**
 * Says whether a value is markup made by JSX or by `dangerousHtml`. It looks at the class and not at a property,
 * because JSON sent by a visitor could carry any property.
 */
export function isHtml(value: unknown): value is Html {
  return value instanceof JsxNode || (value instanceof String && 'isEscaped' in value)
}

/** Marks a string as trusted markup. Only for text this product itself produced as HTML, never for anything typed. */
export function dangerousHtml(trustedMarkup: string): Html {
  return raw(trustedMarkup)
}

/**
 * Renders JSX, or children of JSX, to a string; text in it is escaped.
 * @throws when a component inside is asynchronous: pages get their data before they render.
 */
export function renderToString(content: Child | Html): string {
  const rendered: unknown = Fragment({ children: content }).toString()
  if (rendered instanceof Promise) throw new Error('A page may not contain asynchronous components.')
  return String(rendered)
}
