import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Concern, planCalls } from './plan-calls.ts'

const concern = (id: string, given: Partial<Concern> = {}): Concern => ({
  id,
  kind: 'place',
  reportId: `report ${id}`,
  organisationId: 1,
  basis: [],
  ruleId: 'rule',
  arisenAt: new Date('2026-03-01T12:00:00Z'),
  isOpened: false,
  ...given,
})

test('a concern joins the longest open page about one of its reports, of the same organisation and kind', () => {
  const reports = ['report a', 'report z']
  const open = [
    { id: 'of another', kind: 'place', organisationId: 2, reports },
    { id: 'of a victim', kind: 'victim', organisationId: 1, reports },
    { id: 'oldest', kind: 'place', organisationId: 1, reports: ['report z'] },
    { id: 'later', kind: 'place', organisationId: 1, reports },
  ] as const
  const { settled, joins, pages } = planCalls([concern('a', { basis: ['report z'] })], open)
  expect(settled).toEqual([{ id: 'a', as: 'joined' }])
  expect(joins).toEqual([{ pageId: 'oldest', reports: ['report a', 'report z'] }])
  expect(pages).toEqual([])
})

test('those that are due together call once about one place, through each other too', () => {
  const { settled, pages } = planCalls(
    [
      concern('a', { basis: ['report x'] }),
      concern('b', { basis: ['report a', 'report y'] }),
      concern('c', { basis: ['report y'] }),
      concern('d', { basis: ['report far'] }),
      concern('e', { basis: ['report x'], organisationId: 2 }),
    ],
    [],
  )
  expect(settled.map(({ as }) => as)).toEqual(['paged', 'joined', 'joined', 'paged', 'paged'])
  expect(pages.map(({ cause, basis }) => [cause, basis])).toEqual([
    ['concern:a', ['report x', 'report b', 'report y', 'report c']],
    ['concern:d', ['report far']],
    ['concern:e', ['report x']],
  ])
})

test('what was opened, or is nobody’s, calls nobody', () => {
  const { settled, pages, joins } = planCalls(
    [concern('a', { isOpened: true }), concern('b', { organisationId: null })],
    [],
  )
  expect(settled.map(({ as }) => as)).toEqual(['opened', 'paged'])
  expect([pages, joins]).toEqual([[], []])
})

test('every concern that nobody opened stands on exactly one page, and no two pages of one batch share its report', () => {
  const report = fc.integer({ min: 0, max: 9 }).map((at) => `report ${at}`)
  const drawn = fc.record({ reportId: report, basis: fc.array(report, { maxLength: 4 }) })
  fc.assert(
    fc.property(fc.array(drawn, { maxLength: 12 }), (list) => {
      const concerns = list.map((each, at) => concern(String(at), each))
      const { settled, pages } = planCalls(concerns, [])
      expect(settled.filter(({ as }) => as === 'paged')).toHaveLength(pages.length)
      for (const { reportId } of concerns) {
        const telling = pages.filter(
          ({ record, basis }) =>
            ('reportId' in record && record.reportId === reportId) || basis.includes(reportId),
        )
        expect(telling.length).toBeGreaterThan(0)
      }
    }),
  )
})
