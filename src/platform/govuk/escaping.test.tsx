import { expect, expectTypeOf, test } from 'vitest'
import {
  Button,
  type ButtonProps,
  Details,
  dangerousHtml,
  type Html,
  InsetText,
  MojBadge,
  MojTimeline,
  renderToString,
  SummaryList,
  Table,
  Tag,
  TextInput,
} from './index.ts'
import { renderMacro } from './macro.ts'

const hostile = '<script>alert(1)</script>'
const escaped = '&lt;script&gt;alert(1)&lt;/script&gt;'
const button = { folder: 'govuk/components/button', name: 'govukButton' }

test('text typed by somebody is escaped in elements, children and attributes', () => {
  expect(renderToString(<p title={hostile}>{hostile}</p>)).toBe(`<p title="${escaped}">${escaped}</p>`)
})

test('text given to a component is escaped', () => {
  for (const component of [
    <Button text={hostile} />,
    <Tag text={hostile} />,
    <MojBadge text={hostile} />,
    <InsetText>{hostile}</InsetText>,
    <Details summaryText={hostile}>{hostile}</Details>,
    <TextInput name="a" label={{ text: hostile }} value={hostile} errorMessage={{ text: hostile }} />,
    <Table rows={[[{ text: hostile }]]} />,
    <MojTimeline
      items={[
        {
          label: { text: hostile },
          text: hostile,
          datetime: { timestamp: '2026-07-01T12:00:00Z', type: 'datetime' },
        },
      ]}
    />,
  ]) {
    const html = renderToString(component)
    expect(html).toContain(escaped)
    expect(html).not.toContain('<script')
  }
})

test('what stands in a component is not remembered with it', () => {
  const noted = (words: string) => renderToString(<Details summaryText="Add a note">{words}</Details>)
  expect(noted('first')).toContain('first')
  expect(noted(hostile)).toBe(noted('first').replace('first', escaped))
})

test('an attribute cannot be broken out of', () => {
  const html = renderToString(<TextInput name="a" label={{ text: 'A' }} value={'" autofocus onfocus="x'} />)
  expect(html).toContain('value="&quot; autofocus onfocus=&quot;x"')
})

test('JSX given where HTML is taken keeps its own markup and escapes the text inside', () => {
  const html = renderToString(
    <SummaryList rows={[{ key: { text: 'What' }, value: { html: <strong>{hostile}</strong> } }]} />,
  )
  expect(html).toContain(`<strong>${escaped}</strong>`)
})

test('a plain string where HTML is taken is escaped even if the types were bypassed', () => {
  expect(renderMacro(button, { html: hostile })).toContain(escaped)
})

test('an object from outside that pretends to be safe markup is not believed', () => {
  const forged: object = JSON.parse(
    '{"html":{"isEscaped":true,"toString":"<script>","tag":"script","props":{}}}',
  )
  expect(() => renderMacro(button, forged)).toThrow('takes JSX')
})

test('markup is trusted only when it is called dangerous', () => {
  expect(renderToString(<Button html={dangerousHtml('<em>Save</em>')} />)).toContain('<em>Save</em>')
})

test('attributes that the content security policy forbids, or that hide others, are refused', () => {
  for (const name of ['style', 'onclick', 'ONLOAD', 'a b', 'x"y'])
    expect(() => renderMacro(button, { text: 'Save', attributes: { [name]: 'x' } })).toThrow('not allowed')
  expect(() => renderMacro(button, { text: 'Save', attributes: ' onclick="x"' })).toThrow('as an object')
})

test('the number nought is shown, not left out', () => {
  expect(renderToString(<Button text={0} />)).toContain('0')
  expect(renderToString(<Table rows={[[{ text: 0 }]]} />)).toContain('>0<')
})

test('parts that are left out by a condition leave nothing behind', () => {
  const error: string = ''
  const closed: boolean = false
  expect(
    renderToString(
      <>
        <TextInput name="a" label={{ text: 'A' }} errorMessage={error && { text: error }} />
        <SummaryList rows={[closed && { key: { text: 'Closed' }, value: { text: 'Yes' } }]} />
      </>,
    ),
  ).not.toMatch(/false|error|Closed/)
})

test('the types keep strings out of markup and both of text and html out of one component', () => {
  expectTypeOf<string>().not.toExtend<Html>()
  expectTypeOf<{ html: string }>().not.toExtend<ButtonProps>()
  expectTypeOf<{ text: string; html: Html }>().not.toExtend<ButtonProps>()
  expectTypeOf<{ text: string }>().toExtend<ButtonProps>()
})
