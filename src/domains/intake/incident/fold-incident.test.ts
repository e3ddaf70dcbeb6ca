import fc from 'fast-check'
import { expect, test } from 'vitest'
import { foldIncident } from './fold-incident.ts'
import { incidentMessageSchema, type SentIncident } from './incident.ts'
import { anyShift } from './some-incidents.ts'

const read = (sent: SentIncident) => {
  const message = incidentMessageSchema.parse(sent)
  return { version: message.version, message }
}

test('whatever order messages come in, and however often, the source is understood the same', () => {
  fc.assert(
    fc.property(
      anyShift.chain((messages) =>
        fc.record({
          messages: fc.constant(messages),
          arrived: fc.shuffledSubarray([...messages, ...messages], { minLength: 1 }),
        }),
      ),
      ({ messages, arrived }) => {
        const came = new Set(arrived.map(({ version }) => version))
        const inOrder = messages.filter(({ version }) => came.has(version))
        const once = [...new Map(arrived.map((each) => [each.version, each])).values()]
        expect(foldIncident(once.map(read))).toEqual(foldIncident(inOrder.map(read)))
      },
    ),
    { numRuns: 300 },
  )
})

const opened = { source: 'storm', number: '1', kind: 'creation', version: 1 } as const

test('of each field the newest version that says something counts', () => {
  const state = foldIncident(
    [
      { ...opened, version: 3, kind: 'regrade', grade: { code: '1' } },
      { ...opened, grade: { code: '3' }, narrative: 'Shouting' },
      { ...opened, version: 5, kind: 'closure', closure: { text: 'All quiet' } },
    ].map((sent) => read(sent as SentIncident)),
  )
  expect(state).toMatchObject({
    narrative: 'Shouting',
    grade: { code: '1' },
    isClosed: true,
    newestVersion: 5,
    missing: [2, 4],
  })
})

test('a source that opens its incident again after closing it has it open', () => {
  const kinds = ['creation', 'closure', 'creation'] as const
  const state = foldIncident(kinds.map((kind, at) => read({ ...opened, kind, version: at })))
  expect(state.isClosed).toBe(false)
})

test('a person whom the source numbers is one person, as the newest version tells of them', () => {
  const person = (version: number, name: string) =>
    read({ ...opened, version, people: [{ id: 'P1', role: 'victim', name }] })
  expect(foldIncident([person(2, 'Ann Example'), person(1, 'Anne')]).people).toMatchObject([
    { name: 'Ann Example' },
  ])
})
