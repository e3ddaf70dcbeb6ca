/**
 * Writes `src/platform/govuk/generated/props.ts`: one TypeScript type per GOV.UK Frontend component, made from
 * the `macro-options.json` that the package ships beside each macro. Run it after upgrading govuk-frontend
 * (`npm run generate`); a test fails while the committed file differs.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

interface MacroOption {
  name: string
  type: string
  required: boolean
  description: string
  isComponent?: boolean
  params?: MacroOption[]
}

const output = path.join(import.meta.dirname, '../src/platform/govuk/generated/props.ts')

/** Component names which would collide with, or say less than, the word used in pages. */
const namesInPages: Record<string, string> = { input: 'TextInput' }

/** Parameters that embed another component under a name of their own. */
const embeddedComponents: Record<string, string> = {
  label: 'Label',
  hint: 'Hint',
  errorMessage: 'ErrorMessage',
  fieldset: 'Fieldset',
  tag: 'Tag',
}

/** Untyped objects and arrays in macro-options.json, given the shape that their templates read. */
const shapesOfUntyped: Record<string, string> = {
  values: 'readonly string[]',
  charactersUnderLimitText: 'PluralForms',
  charactersOverLimitText: 'PluralForms',
  wordsUnderLimitText: 'PluralForms',
  wordsOverLimitText: 'PluralForms',
  multipleFilesChosenText: 'PluralForms',
  day: 'DatePart',
  month: 'DatePart',
  year: 'DatePart',
}

/** String parameters that pages often hold as numbers; the templates print both alike. */
const oftenNumbers = new Set(['text', 'value', 'number', 'rows', 'maxlength', 'maxwords', 'threshold'])

/** Marked as required in macro-options.json although one of them is enough. */
const alternatives = new Set(['maxlength', 'maxwords'])

/** Lists whose templates skip empty items, so that a page may write `condition && { … }`. */
const skipsEmptyItems: Record<string, string> = {
  accordion: 'items',
  checkboxes: 'items',
  pagination: 'items',
  radios: 'items',
  select: 'items',
  'service-navigation': 'navigation',
  'summary-list': 'rows',
  table: 'rows',
  tabs: 'items',
  'task-list': 'items',
}

/** Says whether a macro parameter takes HTML, which the bridge accepts only as JSX. */
function takesHtml(option: MacroOption): boolean {
  return /^html$|Html$/.test(option.name) || (option.type === 'string' && /^HTML /.test(option.description))
}

function typeOf(option: MacroOption, component: string): string {
  if (takesHtml(option)) return 'Html'
  if (option.name === 'attributes' || option.name.endsWith('Attributes')) return 'Attributes'
  if (option.type === 'boolean') return 'boolean'
  if (option.type === 'integer') return 'number | string'
  if (option.type === 'string') return oftenNumbers.has(option.name) ? 'string | number' : 'string'
  const embedded = embeddedComponents[option.name]
  if (option.isComponent && !option.params && embedded) return `${embedded}Props`
  if (!option.params) {
    const shape = shapesOfUntyped[option.name]
    if (!shape)
      throw new Error(
        `${component}.${option.name}: give this ${option.type} a shape in generate-govuk-props.ts`,
      )
    return shape
  }
  const members = objectType(option.params, component)
  if (option.type === 'object') return option.isComponent && embedded ? `Partial<${embedded}Props>` : members
  const item = option.params.some((param) => param.name === 'divider')
    ? `(${members}) | { divider: string }`
    : members
  // A table's rows are rows of cells; the options file describes the cell alone.
  const element = component === 'table' && option.name === 'rows' ? `readonly (${item})[]` : `(${item})`
  return `readonly (${element}${skipsEmptyItems[component] === option.name ? ' | Falsy' : ''})[]`
}

/** An object type in which a required text/html pair becomes a choice of exactly one of the two. */
function objectType(options: MacroOption[], component: string, separator = '; '): string {
  const takesChildren = options.some((option) => option.type === 'nunjucks-block')
  const choices: string[] = []
  const members: string[] = []
  const byName = Map.groupBy(options, (option) => option.name)
  for (const [name, overloads] of byName) {
    const [option] = overloads
    if (!option) continue
    if (option.type === 'nunjucks-block') {
      members.push('children?: Child')
      continue
    }
    const type = [...new Set(overloads.map((overload) => typeOf(overload, component)))].join(' | ')
    const twin = twinOf(name, byName)
    const required = option.required && !(takesChildren && /^(text|html)$/.test(name))
    if (twin && required) {
      if (takesHtml(option)) choices.push(`OneOf<'${twin}', '${name}'>`)
    } else {
      const canBeLeftOut = !required || alternatives.has(name) || /not required/i.test(option.description)
      const absent = option.isComponent ? 'Falsy' : 'undefined'
      members.push(canBeLeftOut ? `${name}?: ${type} | ${absent}` : `${name}: ${type}`)
    }
  }
  const object = separator === '\n' ? `{\n  ${members.join('\n  ')}\n}` : `{ ${members.join(separator)} }`
  return [...(members.length ? [object] : []), ...choices].join(' & ')
}

/** The text parameter beside an HTML one and the other way round: text/html, titleText/titleHtml. */
function twinOf(name: string, byName: Map<string, MacroOption[]>): string | undefined {
  const twin = name.replace(
    /(html|text)$/i,
    (end) => ({ html: 'text', Html: 'Text', text: 'html', Text: 'Html' })[end] ?? end,
  )
  return twin !== name && byName.has(twin) ? twin : undefined
}

/** `date-input` is written `<DateInput>` in pages. */
export function componentName(folder: string): string {
  return (
    namesInPages[folder] ??
    folder.replace(/(^|-)([a-z])/g, (_all, _dash, letter: string) => letter.toUpperCase())
  )
}

/** The whole text of the generated file, made from the installed govuk-frontend. */
export function generateGovukProps(): string {
  const folder = path.join(
    path.dirname(createRequire(import.meta.url).resolve('govuk-frontend/package.json')),
    'dist/govuk/components',
  )
  const types = readdirSync(folder)
    .filter((name) => existsSync(path.join(folder, name, 'macro-options.json')))
    .sort()
    .map((name) => {
      const options: MacroOption[] = JSON.parse(
        readFileSync(path.join(folder, name, 'macro-options.json'), 'utf8'),
      )
      return `export type ${componentName(name)}Props = ${objectType(options, name, '\n')}\n`
    })
  return [
    '// Made by build/generate-govuk-props.ts from the macro-options.json files of govuk-frontend. Do not edit.',
    "import type { Attributes, Child, DatePart, Falsy, Html, OneOf, PluralForms } from '../html.ts'\n",
    ...types,
  ].join('\n')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(output, generateGovukProps())
