import { randomUUID } from 'node:crypto'
import { createRequire } from 'node:module'
import path from 'node:path'
import nunjucks from 'nunjucks'
import { type Child, dangerousHtml, type Html, isHtml, renderToString } from './html.ts'
import { formatMojDate } from './moj-date.ts'
import { RenderCache } from './render-cache.ts'

const findPackage = createRequire(import.meta.url)
const packageFolder = (name: string) => path.dirname(findPackage.resolve(`${name}/package.json`))

const environment = new nunjucks.Environment(
  new nunjucks.FileSystemLoader([
    path.join(packageFolder('govuk-frontend'), 'dist'),
    packageFolder('@ministryofjustice/frontend'),
  ]),
  { autoescape: true, trimBlocks: true, lstripBlocks: true },
)
environment.addFilter('mojDate', formatMojDate)

const cache = new RenderCache(16_000_000)
const templates = new Map<string, nunjucks.Template>()

/** Where an official macro lives (`govuk/components/button`) and what it is called (`govukButton`). */
export interface Macro {
  readonly folder: string
  readonly name: string
}

/** Stands for the block in remembered markup; nobody can guess it and type it into a parameter. */
const blockMark = randomUUID()

/**
 * Calls an official Nunjucks macro. Parameters that take HTML accept JSX; a plain string given there is escaped.
 * The result is remembered by its parameters, without its block, which is seldom the same twice.
 */
export function renderMacro(macro: Macro, params: object, children?: Child): string {
  const resolved = resolveObject(params, false)
  const hasBlock = children !== undefined
  const key = `${macro.name} ${hasBlock}\n${JSON.stringify(resolved)}`
  const around = cache.getOrRender(key, () =>
    templateFor(macro, hasBlock).render({ params: resolved, block: blockMark }).trim(),
  )
  return hasBlock ? around.split(blockMark).join(renderToString(children)) : around
}

/** Makes a TSX component of an official macro. Children fill the macro's block (`{% call %}`). */
export function macroComponent<Props extends object>(macro: Macro): (props: Props) => Html {
  return (props) => {
    const { children, ...params }: { children?: Child } = props
    return dangerousHtml(renderMacro(macro, params, children))
  }
}

function templateFor(macro: Macro, hasBlock: boolean): nunjucks.Template {
  const key = `${macro.name} ${hasBlock}`
  const known = templates.get(key)
  if (known) return known
  const call = hasBlock
    ? `{% call ${macro.name}(params) %}{{ block | safe }}{% endcall %}`
    : `{{ ${macro.name}(params) }}`
  const source = `{% from "${macro.folder}/macro.njk" import ${macro.name} %}${call}`
  const made = new nunjucks.Template(source, environment, key, true)
  templates.set(key, made)
  return made
}

/** Parameters whose value the official templates print as it stands. */
const takesHtml = (name: string) => name === 'html' || name.endsWith('Html')
const slotNames = new Set(['start', 'end', 'navigationStart', 'navigationEnd'])

function resolveObject(params: object, isSlots: boolean): Record<string, unknown> {
  const resolved: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(params)) {
    if (value === undefined) continue
    if (/attributes$/i.test(name)) resolved[name] = checkAttributes(value)
    else if (takesHtml(name) || (isSlots && slotNames.has(name))) resolved[name] = resolveHtml(name, value)
    else if (typeof value === 'number' && (name === 'text' || name === 'value'))
      resolved[name] = String(value)
    else resolved[name] = resolveValue(value, name === 'slots')
  }
  return resolved
}

function resolveValue(value: unknown, isSlots: boolean): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item) => resolveValue(item, false))
  if (isHtml(value)) return renderToString(value)
  return resolveObject(value, isSlots)
}

function resolveHtml(name: string, value: unknown): unknown {
  if (typeof value === 'string' || isHtml(value)) return renderToString(value)
  // The end slot of the service navigation is markup, or markup with its alignment.
  if (name === 'end' && typeof value === 'object' && value !== null) return resolveObject(value, false)
  if (typeof value === 'object' && value !== null) throw new Error(`The parameter ${name} takes JSX.`)
  return value
}

/** The content security policy allows no inline style or script, so no macro may be given one. */
function checkAttributes(attributes: unknown): unknown {
  if (typeof attributes !== 'object' || attributes === null || isHtml(attributes))
    throw new Error('Attributes of a component are given as an object of names and values.')
  const kept: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(attributes)) {
    if (/^(style|on.*)$|[^\w:.-]/i.test(name))
      throw new Error(`The attribute ${name} is not allowed on a component.`)
    if (value !== undefined) kept[name] = value
  }
  return kept
}
