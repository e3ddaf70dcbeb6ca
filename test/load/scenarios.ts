import { shownOn } from '../support/drafts.ts'
import type { LoadRequest } from './measure.ts'

/** What the county holds that requests can be made of. */
export type Material = {
  /** Somewhere in the county, National Grid metres. */
  points: readonly { easting: number; northing: number }[]
  references: readonly string[]
  searches: readonly string[]
}

export function creations({ points }: Material, token: string, asbType: string): LoadRequest[] {
  return points.map((point, number) => ({
    method: 'POST',
    path: '/api/v1/reports',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      asb_type: asbType,
      summary: 'Drums and shouting until two in the morning, every Friday and Saturday for a month.',
      occurrence: 'once',
      occurred_from: new Date(Date.now() - 3_600_000).toISOString(),
      location: point,
      answers: [
        { question: 'where_from', wording: 'Where does the noise come from?', answer: 'A house or flat' },
        {
          question: 'how_loud',
          wording: 'How loud is it where you are?',
          answer: 'I hear it clearly with my windows shut',
        },
        { question: 'effect', wording: 'How does it affect you?', answer: 'I cannot sleep' },
      ],
      contact: { name: 'Sam Reed', email: 'sam@example.org', preferred_channel: 'email' },
      sender_reference: `CAD-${number}`,
    }),
  }))
}

/** Drafts opened at check answers before the measurement, eight at a time, so that each can be sent as it is shown. */
export async function submissions(address: string, drafts: readonly string[]): Promise<LoadRequest[]> {
  const requests: LoadRequest[] = []
  for (let start = 0; start < drafts.length; start += 8)
    requests.push(
      ...(await Promise.all(drafts.slice(start, start + 8).map((draft) => submission(address, draft)))),
    )
  return requests
}

async function submission(address: string, draft: string): Promise<LoadRequest> {
  const path = `/report/${draft}/check`
  const shown = shownOn(await (await fetch(`${address}${path}`)).text())
  return {
    method: 'POST',
    path,
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
    body: new URLSearchParams({ shown }).toString(),
  }
}

export function queuePages(cookie: string): LoadRequest[] {
  return [{ method: 'GET', path: '/queue', headers: { cookie } }]
}

export function reportPages({ references }: Material, cookie: string): LoadRequest[] {
  return references.map((reference) => ({
    method: 'GET',
    path: `/reports/${reference}`,
    headers: { cookie },
  }))
}

export function placeSearches({ searches }: Material): LoadRequest[] {
  return searches.map((typed) => ({
    method: 'GET',
    path: `/places/search.json?q=${encodeURIComponent(typed)}`,
  }))
}
