import { expect, test } from 'vitest'
import { incidentMessageSchema } from '../incident/incident.ts'
import { makeShift } from './make-shift.ts'

const settings = {
  seed: 'friday',
  source: 'SIM',
  incidents: 200,
  hours: 8,
  begins: new Date('2026-11-06T17:00:00Z'),
  duplicates: 0.1,
  late: 0.2,
  lost: 0.1,
}
const shift = makeShift(settings)
const keyOf = ({ message }: (typeof shift)[number]) => `${message.number} ${message.version}`

test('the same seed makes the same shift, another one another', () => {
  expect(makeShift(settings)).toEqual(shift)
  expect(makeShift({ ...settings, seed: 'saturday' })).not.toEqual(shift)
})

test('every message follows the schema', () => {
  for (const { message } of shift) expect(incidentMessageSchema.safeParse(message).error).toBeUndefined()
})

test('messages are doubled, late and lost at the rates asked for', () => {
  const whole = makeShift({ ...settings, duplicates: 0, late: 0, lost: 0 })
  const distinct = new Set(shift.map(keyOf)).size
  expect(1 - distinct / whole.length).toBeCloseTo(0.1, 1)
  expect((shift.length - distinct) / distinct).toBeCloseTo(0.1, 1)
  const inOrder = (messages: typeof shift) =>
    [...Map.groupBy(messages, ({ message }) => message.number).values()].filter((each) =>
      each.every(({ message }, at) => message.version >= (each[at - 1]?.message.version ?? 0)),
    ).length
  expect(inOrder(whole)).toBe(200)
  expect(inOrder(shift)).toBeLessThan(180)
})
