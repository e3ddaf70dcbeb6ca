import { randomUUID } from 'node:crypto'
import { newId, newSecret } from '#platform/ids'
import { type Door, newPhoto, newWords, point } from './door.ts'
import { partsOf, sendInPieces } from './send-file.ts'
import { type Client, formOf } from './unlucky-client.ts'

/** The dense page on which staff take a report: one entry is saved, another left half typed. */
function assistedDoor(
  channel: 'phone' | 'paper' | 'in_person' | 'police_form',
  incident?: (number: string, words: string) => Readonly<Record<string, string>>,
): Door {
  return {
    name: `entry: ${channel.replace('_', ' ')}`,
    clients: 2,
    staffOf: channel === 'police_form' ? 'police' : 'council',
    async tell({ client, acknowledged }) {
      const [words, halfTyped, logged] = [newWords(), newWords(), newWords()]
      const left = await keepEntry(client, channel, halfTyped)
      acknowledged(halfTyped, 'entry')
      const saved = await keepEntry(client, channel, words)
      const typed = { ...saved.typed, ...incident?.(randomUUID().slice(0, 20), logged), do: 'save' }
      const answer = await client.send(formOf(saved.path, typed))
      if (!answer.headers.location?.endsWith('/saved')) throw new Error(`Not saved: ${answer.text}`)
      acknowledged(words, 'report')
      if (incident !== undefined) acknowledged(logged, 'police log')
      if (left.path === saved.path) throw new Error('Two entries are one')
    },
  }
}

async function keepEntry(client: Client, channel: string, words: string) {
  const begun = await client.send(formOf('/enter', { channel, type: 'noise' }))
  const path = begun.headers.location ?? ''
  const typed = {
    ask_what_happened: words,
    place: 'Mill Lane',
    place_easting: point.easting,
    place_northing: point.northing,
    place_kind: 'street',
    for_whom: 'witness',
    unknown_rest: 'not_asked',
  }
  await client.send(formOf(`${path}/keep`, typed))
  return { path, typed }
}

const incidentTyped = (number: string, words: string) => ({
  incident_number: number,
  grade: 'priority',
  officer_number: '1734',
  attended: 'no',
  log_words: words,
})

const quickEntry = (words: string) => ({
  submission: newId(),
  secret: newSecret(),
  begun: new Date().toISOString(),
  place: `${point.easting} ${point.northing}`,
  type: 'noise',
  summary: words,
})

/** As the outbox of a browser sends an entry, and as the form does where there is no script. */
async function sendEntry(
  client: Client,
  path: string,
  entry: Readonly<Record<string, string>>,
  by: 'outbox' | 'form',
): Promise<void> {
  const sent = formOf(path, entry)
  const accept = by === 'outbox' ? 'application/json' : 'text/html'
  const answer = await client.send({ ...sent, headers: { ...sent.headers, accept } })
  if (by === 'form' && !answer.headers.location?.includes('?saved='))
    throw new Error(`Not saved: ${answer.text}`)
}

/** Doors for which somebody signs in. */
export const staffDoors: readonly Door[] = [
  assistedDoor('phone'),
  assistedDoor('paper'),
  assistedDoor('in_person'),
  assistedDoor('police_form', incidentTyped),
  {
    name: 'control room',
    clients: 3,
    staffOf: 'police',
    async tell({ client, acknowledged }) {
      for (const by of ['outbox', 'form', 'outbox'] as const) {
        const words = newWords()
        const answers = { harm: 'daily_life', victim: 'caller', repeat: 'yes' }
        await sendEntry(client, '/control-room', { ...quickEntry(words), ...answers }, by)
        acknowledged(words, 'report')
      }
    },
  },
  {
    name: 'patrol',
    clients: 3,
    staffOf: 'council',
    async tell({ client, acknowledged }) {
      for (const by of ['outbox', 'form'] as const) {
        const words = newWords()
        const entry = quickEntry(words)
        await sendEntry(client, '/patrol', entry, by)
        acknowledged(words, 'report')
        const photo = await newPhoto()
        await sendInPieces(client, `/patrol/${entry.submission}/evidence`, photo)
        acknowledged(photo.hash, 'evidence')
      }
    },
  },
  {
    name: 'referrals from a sheet',
    clients: 3,
    staffOf: 'council',
    async tell({ client, acknowledged }) {
      const [numbered, plain] = [newWords(), newWords()]
      const rows = `Ref;What happened;Category\nJ-${randomUUID()};${numbered};noise\n;${plain};noise`
      const handedIn = await client.send(partsOf('/referrals', { sheet: newId(), rows }))
      const path = handedIn.headers.location ?? ''
      for (const words of [numbered, plain]) acknowledged(words, 'row of a sheet')
      const isDone = ({ status, text }: { status: number; text: string }) =>
        status === 422 && text.includes('Choose at least one row that is still open')
      await client.send({ ...formOf(`${path}/rows`, { row: ['1', '2'], do: 'bring_in' }), isSettled: isDone })
      for (const words of [numbered, plain]) acknowledged(words, 'report')
    },
  },
]
