import { randomBytes, randomUUID } from 'node:crypto'
import { someMait } from '../../../src/domains/intake/mait/some-mait.ts'
import { sentReport } from '../filing.ts'
import { bearer, type Door, type Given, jsonOf, newWords } from './door.ts'
import { formOf } from './unlucky-client.ts'

async function sendMessage({ token, client }: Given, path: string, body: object): Promise<void> {
  const { status, text } = await client.send(jsonOf(path, body, bearer(token)))
  if (!text.includes('"outcome"')) throw new Error(`Kept as a letter (${status}): ${text}`)
}

/** Doors for machines that ask. */
export const machineDoors: readonly Door[] = [
  {
    name: 'reports by machine',
    clients: 5,
    async tell({ client, token, acknowledged }) {
      const summary = newWords()
      const key = { ...bearer(token), 'idempotency-key': randomUUID() }
      await client.send(jsonOf('/api/v1/reports', { ...sentReport(1), summary }, key))
      acknowledged(summary, 'report')
    },
  },
  {
    name: 'incidents and their updates',
    clients: 4,
    async tell(given) {
      const [narrative, remark, closing] = [newWords(), newWords(), newWords()]
      const incident = { source: 'STORM', number: randomUUID() }
      const of = `/api/v1/incidents/STORM/${incident.number}/versions`
      const opening = { ...incident, version: 1, kind: 'creation', received_at: '2026-10-01T21:00:00Z' }
      await sendMessage(given, of, { version: 3, kind: 'update', narrative: closing })
      await sendMessage(given, '/api/v1/incidents', { ...opening, asb_type: 'noise', narrative })
      await sendMessage(given, of, { version: 2, kind: 'update', narrative: remark })
      for (const words of [narrative, remark, closing]) given.acknowledged(words, 'version')
    },
  },
  {
    name: 'Single Online Home',
    clients: 4,
    async tell(given) {
      const description = newWords()
      await sendMessage(given, '/api/v1/single-online-home', {
        reference: `BCA-${randomUUID()}`,
        submitted_at: '2026-10-01T20:00:00Z',
        force: 'Testshire',
        category: { code: 'noise', text: 'Noisy neighbours' },
        asb_type: 'noise',
        incident: { description, started_at: '2026-10-01T18:00:00+01:00' },
      })
      given.acknowledged(description, 'report')
    },
  },
  {
    name: 'Open311',
    clients: 4,
    async tell({ client, token, acknowledged }) {
      const [description, remark] = [newWords(), newWords()]
      const key = { api_key: token }
      const filed = await client.send(
        formOf('/open311/v2/requests.json', {
          ...{ ...key, description, service_code: 'noise', lat: '52.6', long: '-1.99' },
          'attribute[fixmystreet_id]': String(randomBytes(4).readUInt32BE()),
        }),
      )
      const id = /"service_request_id":"([\w-]+)"/.exec(filed.text)?.[1]
      if (id === undefined) throw new Error(`Kept as a letter: ${filed.text}`)
      acknowledged(description, 'report')
      await client.send(
        formOf('/open311/v2/servicerequestupdates.json', {
          ...{ ...key, service_request_id: id, update_id: '1', description: remark, status: 'OPEN' },
          updated_datetime: '2026-10-01T21:00:00+01:00',
        }),
      )
      acknowledged(remark, 'version')
    },
  },
  {
    name: 'MAIT',
    clients: 5,
    async tell({ client, token, acknowledged }) {
      const narrative = newWords()
      const body = someMait({ number: randomUUID(), messageId: randomUUID(), narrative })
      const headers = { ...bearer(token), 'content-type': 'application/xml' }
      const answer = await client.send({ path: '/api/v1/mait', headers, body })
      if (answer.status === 202) throw new Error(`Kept as a letter: ${answer.text}`)
      acknowledged(narrative, 'report')
    },
  },
]
