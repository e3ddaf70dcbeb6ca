import { createHash } from 'node:crypto'
import type { SentIncident } from '../incident/incident.ts'

export type ShiftSettings = {
  seed: string
  source: string
  incidents: number
  /** Length of the shift, in hours. */
  hours: number
  begins: Date
  /** Shares of messages, 0 to 1: sent twice, sent after a later one, never sent. */
  duplicates: number
  late: number
  lost: number
}

export type ShiftMessage = { afterSeconds: number; message: SentIncident }

/** Kinds of incident with how often they come, as police record them (docs/decisions, shares of a city's year). */
const kinds = [
  {
    share: 0.42,
    code: 'gatherings',
    text: 'Rowdy or inconsiderate',
    words: 'Group of youths shouting and throwing things',
  },
  {
    share: 0.2,
    code: 'neighbours',
    text: 'Rowdy or nuisance neighbours',
    words: 'Neighbours banging and shouting again',
  },
  { share: 0.14, code: 'noise', text: 'Noise', words: 'Loud music from a flat, windows open' },
  { share: 0.12, code: 'vehicles', text: 'Vehicle nuisance', words: 'Off-road bikes up and down the path' },
  { share: 0.06, code: 'drugs', text: 'Drugs paraphernalia', words: 'Needles left by the play area' },
  {
    share: 0.06,
    code: 'begging',
    text: 'Begging or vagrancy',
    words: 'Aggressive begging at the cash machine',
  },
] as const
const gradeCodes = ['immediate', 'priority', 'scheduled', 'scheduled', 'no_deployment'] as const
const names = ['Ann', 'Bo', 'Cy', 'Di', 'Eva', 'Finn', 'Gil', 'Hana'] as const
const remarks = [
  'Caller rings again, still going on',
  'Unit on the way',
  'Unit on scene, all quiet',
  'CCTV shows four people leaving',
  'Caller wants to stay anonymous to the neighbours',
] as const

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
function randomFrom(seed: string): () => number {
  let state = createHash('sha256').update(seed).digest().readUInt32LE(0)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/**
 * The messages of one shift in the order in which they are sent: incidents opened through the night, with remarks,
 * people, re-grades and closures; some twice, some late, some never. The same settings make the same shift.
 */
export function makeShift(settings: ShiftSettings): ShiftMessage[] {
  const random = randomFrom(settings.seed)
  const pick = <Item>(items: readonly Item[]): Item => {
    const item = items[Math.floor(random() * items.length)]
    if (item === undefined) throw new Error('Nothing to choose from')
    return item
  }
  const sent: ShiftMessage[] = []
  for (let at = 0; at < settings.incidents; at += 1) {
    const number = `${settings.begins.toISOString().slice(0, 10).replaceAll('-', '')}-${settings.seed}-${at + 1}`
    for (const each of messagesOf({ ...settings, number, random, pick })) {
      if (random() < settings.lost) continue
      const delay = random() < settings.late ? random() * 3_600 : 0
      sent.push({ ...each, afterSeconds: each.afterSeconds + delay })
      if (random() < settings.duplicates)
        sent.push({ ...each, afterSeconds: each.afterSeconds + delay + random() * 60 })
    }
  }
  return sent.sort((one, other) => one.afterSeconds - other.afterSeconds)
}

type Making = ShiftSettings & {
  number: string
  random: () => number
  pick: <Item>(items: readonly Item[]) => Item
}

function messagesOf({ source, number, hours, begins, random, pick }: Making): ShiftMessage[] {
  const opened = random() * hours * 3_600
  const at = (seconds: number) => new Date(begins.getTime() + seconds * 1_000).toISOString()
  const share = random()
  let sum = 0
  const kind =
    kinds.find((each) => {
      sum += each.share
      return share < sum
    }) ?? kinds[0]
  let version = 0
  let seconds = opened
  const next = (message: Omit<SentIncident, 'source' | 'number' | 'version'>): ShiftMessage => {
    version += 1
    return { afterSeconds: seconds, message: { source, number, version, sent_at: at(seconds), ...message } }
  }
  const messages = [
    next({
      kind: 'creation',
      received_at: at(seconds - 90),
      opening: { code: kind.code, text: kind.text },
      grade: { code: pick(gradeCodes) },
      narrative: `${kind.words}. Number ${Math.ceil(random() * 90)}, ${number}.`,
      location: {
        easting: 450_000 + Math.round(random() * 20_000),
        northing: 300_000 + Math.round(random() * 20_000),
        address: `${Math.ceil(random() * 90)} High Street`,
      },
      people:
        random() < 0.85
          ? [{ id: '1', role: 'reporter', name: `${pick(names)} Example`, phone: '01632 960001' }]
          : [],
      flags: random() < 0.3 ? ['repeat'] : [],
    }),
  ]
  const updates = Math.floor(random() * 4)
  for (let update = 0; update < updates; update += 1) {
    seconds += 60 + random() * 1_800
    messages.push(
      random() < 0.2
        ? next({ kind: 'regrade', grade: { code: pick(gradeCodes) } })
        : next({ kind: 'update', remarks: [{ at: at(seconds), text: pick(remarks) }] }),
    )
  }
  if (random() < 0.9) {
    seconds += 600 + random() * 5_400
    messages.push(
      next({
        kind: 'closure',
        closing: { code: kind.code },
        closure: { at: at(seconds), disposal: { code: 'ADV', text: 'Words of advice' } },
      }),
    )
  }
  return messages
}
