import { expect, test } from 'vitest'
import { exportShapes, localTime, logAsCsv, logAsXml } from './export-shapes.ts'
import type { PoliceLog } from './read-log.ts'

const log: PoliceLog = {
  reportId: '1',
  reference: 'ASB-AAAA-BBBB',
  incident: undefined,
  entries: [
    {
      id: 'a',
      number: 1,
      at: new Date('2026-10-25T00:30:00Z'),
      memberName: 'Finn Constable',
      officerNumber: '1234',
      words: 'Shouting & <threats>',
    },
    {
      id: 'b',
      number: 2,
      at: new Date('2026-10-25T01:30:00Z'),
      memberName: 'Finn Constable',
      officerNumber: '1234',
      words: '=1+1',
    },
  ],
}

test('the hour that comes twice in October is told apart by its distance from universal time', () => {
  expect(log.entries.map(({ at }) => localTime(at))).toEqual([
    '2026-10-25T01:30:00+01:00',
    '2026-10-25T01:30:00+00:00',
  ])
})

test('a force takes the log in under its own headings, in its own order and words', () => {
  const [shipped] = exportShapes
  if (shipped === undefined) throw new Error('No shape is shipped')
  const own = {
    ...shipped,
    entryTypes: { first: 'Opening', further: 'Update' },
    columns: [
      { heading: 'LogText', field: 'words' },
      { heading: 'Kind', field: 'entry_type' },
    ],
  } as const
  const csv = logAsCsv({ ...own, columns: [...own.columns] }, log).split('\r\n')
  expect(csv).toEqual(['LogText,Kind', 'Shouting & <threats>,Opening', "'=1+1,Update", ''])
  const xml = logAsXml(shipped, log)
  expect(xml).toContain('<policeLog><entry><occurrenceNumber></occurrenceNumber>')
  expect(xml).toContain('<entryType>OEL</entryType><entryTime>2026-10-25T01:30:00+01:00</entryTime>')
  expect(xml).toContain('<collarNumber>1234</collarNumber>')
  expect(xml).toContain('<text>Shouting &amp; &lt;threats&gt;</text>')
  expect(shipped.source).toContain('not the import format of Niche')
})
