import { newId } from '#platform/ids'
import { noiseAnswers, shownOn } from '../../support/drafts.ts'
import { inNorthWest } from '../../support/partnership.ts'
import { type Door, newPhoto, newSound, newWords } from './door.ts'
import { sendByForm, sendInPieces } from './send-file.ts'
import { type Client, formOf } from './unlucky-client.ts'

/** The pages of the public form in the order in which they come, each kept while it is typed, then sent. */
async function fillPages(client: Client, words: string, until: string): Promise<string> {
  const answers = {
    ...noiseAnswers(inNorthWest),
    what_happened: { what_happened: words },
    effect: { effect: ['sleep'] },
    needs: {},
    needs_more: { needs_more: '' },
    answer_in: { answer_in: 'en' },
  }
  const begun = await client.send(formOf('/report/type', { type: 'noise' }))
  let next = begun.headers.location ?? ''
  const draft = draftIn(next)
  while (!next.endsWith(until)) {
    const step = (next.split('/').at(-1) ?? '').replaceAll('-', '_')
    const typed = Object.entries(answers).find(([name]) => name === step)?.[1]
    if (step === 'evidence') {
      // Nothing to show: the page is a form of files, which goes on without any.
      next = next.replace(/evidence$/, 'check')
      continue
    }
    if (typed === undefined) throw new Error(`Nobody said what to answer on ${next}`)
    await client.send(formOf(`/report/${draft}/keep?page=${step}`, typed))
    next = (await client.send(formOf(next, typed))).headers.location ?? ''
  }
  return draft
}

async function startDraft(client: Client): Promise<string> {
  const begun = await client.send(formOf('/report/type', { type: 'noise' }))
  return draftIn(begun.headers.location ?? '')
}

/** The secret in the addresses of its pages. */
const draftIn = (path: string): string => path.split('/')[2] ?? ''

/** A day before yesterday, as the three fields of a date. */
function typedDay(): Record<string, string> {
  const [year = '', month = '', day = ''] = new Date(Date.now() - 172_800_000).toISOString().split(/[-T]/)
  return { 'on-day': day, 'on-month': month, 'on-year': year }
}

/** Doors that ask nobody to sign in. */
export const publicDoors: readonly Door[] = [
  {
    name: 'public form',
    clients: 2,
    async tell({ client, acknowledged }) {
      const words = newWords()
      const draft = await fillPages(client, words, '/check')
      const page = await client.send({ method: 'GET', path: `/report/${draft}/check` })
      const sent = await client.send(formOf(`/report/${draft}/check`, { shown: shownOn(page.text) }))
      if (!sent.headers.location?.endsWith('/done')) throw new Error(`Not filed: ${sent.text}`)
      acknowledged(words, 'report')
    },
  },
  {
    name: 'public form left half way',
    clients: 2,
    async tell({ client, acknowledged }) {
      const [words, halfTyped] = [newWords(), newWords()]
      const draft = await fillPages(client, words, '/where')
      acknowledged(words, 'draft')
      await client.send(formOf(`/report/${draft}/keep?page=where`, { place: halfTyped }))
      acknowledged(halfTyped, 'draft')
    },
  },
  {
    name: 'evidence by the form',
    clients: 2,
    async tell({ client, acknowledged }) {
      const draft = await startDraft(client)
      for (const file of [newSound(), await newPhoto()]) {
        await sendByForm(client, `/report/${draft}/evidence`, file)
        acknowledged(file.hash, 'evidence')
      }
    },
  },
  {
    name: 'evidence in pieces',
    clients: 2,
    async tell({ client, acknowledged }) {
      const file = newSound()
      await sendInPieces(client, `/report/${await startDraft(client)}/evidence`, file)
      acknowledged(file.hash, 'evidence')
    },
  },
  {
    name: 'evidence on the status page',
    clients: 2,
    async tell({ client, statusSecret, acknowledged }) {
      const base = `/status/${statusSecret}/evidence`
      const [photo, sound] = [await newPhoto(), newSound()]
      await sendByForm(client, base, photo)
      acknowledged(photo.hash, 'evidence')
      await sendInPieces(client, base, sound)
      acknowledged(sound.hash, 'evidence')
    },
  },
  {
    name: 'reply on the status page',
    clients: 5,
    async tell({ client, statusSecret, acknowledged }) {
      const words = newWords()
      await client.send(formOf(`/status/${statusSecret}/messages/keep`, { message: words }))
      await client.send(formOf(`/status/${statusSecret}/messages`, { submission: newId(), message: words }))
      acknowledged(words, 'message')
    },
  },
  {
    name: 'it happened again',
    clients: 5,
    async tell({ client, statusSecret, acknowledged }) {
      const words = newWords()
      await client.send(formOf(`/status/${statusSecret}/again`, { submission: newId(), when: 'now', words }))
      acknowledged(words, 'report')
    },
  },
  {
    name: 'diary',
    clients: 5,
    async tell({ client, statusSecret, acknowledged }) {
      const what = newWords()
      const typed = { ...typedDay(), start: '22:15', what, submission: newId() }
      await client.send(formOf(`/status/${statusSecret}/diary`, typed))
      acknowledged(what, 'diary')
    },
  },
]
