import { createHash } from 'node:crypto'
import type pg from 'pg'
import { composeDocument, contentsOf, documentTitle, powerNamed, templateVersion } from '#domains/powers'
import { pdfBytes } from '#platform/pdf'
import type { DemoCounty } from './generate-demo.ts'
import { idAt } from './identity.ts'
import { insertRows, type Row } from './insert-rows.ts'
import { personName } from './names.ts'
import { seededRandom } from './random.ts'

/** Cases on which something was done under a power, at most. */
const most = 36
const day = 86_400_000

type Chain = readonly {
  power: string
  daysAgo: number
  lastsDays?: number
  breached?: true
  place?: string
}[]
/** What was done in such cases, by turns. Nothing here follows sooner than the law lets it. */
const chains: readonly Chain[] = [
  [
    { power: 'advice', daysAgo: 60 },
    { power: 'warning_letter', daysAgo: 30 },
  ],
  [
    { power: 'warning_letter', daysAgo: 70 },
    { power: 'cpw', daysAgo: 40 },
    { power: 'cpn', daysAgo: 12, breached: true },
  ],
  [{ power: 'abc', daysAgo: 170, lastsDays: 182 }],
  [{ power: 'cpw', daysAgo: 3 }],
  [
    { power: 'warning_letter', daysAgo: 220 },
    { power: 'civil_injunction', daysAgo: 170, lastsDays: 182, breached: true },
  ],
  [
    { power: 'closure_notice', daysAgo: 80, lastsDays: 1, place: '4 Mill Lane' },
    { power: 'closure_order', daysAgo: 79, lastsDays: 88, place: '4 Mill Lane' },
  ],
]
const grounds = 'Loud music on most nights of the month, heard by three households and on four recordings.'

/** What a document says under each content that the law asks for (packs/law/powers). */
const words: Readonly<Record<string, string>> = {
  behaviour: grounds,
  stop: 'No music that is heard outside your home between 10pm and 8am.',
  next: 'We may go to the next step: a community protection warning, or a court.',
  contact: 'Call the case officer, who signs this, on 01632 960 100. Victim Voice gives advice for free.',
  agreed: 'No amplified music between 10pm and 8am, and no visitors after 11pm.',
  support: 'A worker of Lanternlight Mediation visits each week.',
  length: 'Six months; it is looked at after three.',
  signature: 'The person named above, and the case officer.',
  effect: 'Three households cannot sleep, and one child misses school.',
  warning: 'A community protection notice is issued unless it stops.',
  by_when: 'Within seven days of this warning.',
  requirements: 'Keep music inside your home between 10pm and 8am, from today.',
  consequences: 'Not to keep this notice is an offence: a fine, or a fixed penalty of £100.',
  appeal: 'Within 21 days of being served with this notice, to a magistrates’ court.',
  issuer: 'The case officer, for the council.',
  premises: '4 Mill Lane, and its yard.',
  prohibited: 'Nobody but those who live there, at any time, until this notice ends.',
  offence: 'To stay or go in without a reason in law is an offence.',
  application: 'An application is made to the magistrates’ court for a closure order.',
  hearing: 'Tomorrow at 10am, Marramport magistrates’ court.',
  order_effect: 'The court may close the premises to everybody for up to three months.',
  advice: 'Citizens Advice, and the council’s housing advice team.',
  just: 'Warnings changed nothing.',
  terms: 'Not to play amplified music between 10pm and 8am.',
}
/** Who was asked or told before, by the power. */
const asked: Readonly<
  Record<string, readonly { duty: string; outcome: string; whom: string; way: string; said: string }[]>
> = {
  civil_injunction: [
    {
      duty: 'others',
      outcome: 'answered',
      whom: 'Lanternlight Mediation, the visiting worker',
      way: 'call',
      said: 'Mediation was offered twice and not taken up.',
    },
  ],
  closure_notice: [
    {
      duty: 'premises',
      outcome: 'answered',
      whom: 'The tenant, and Cockleshell Homes as owner',
      way: 'visit',
      said: 'The tenant stays with a sister for the time. The owner supports the notice.',
    },
    {
      duty: 'others',
      outcome: 'silent',
      whom: 'The county’s adult social care, duty desk',
      way: 'letter',
      said: 'They had two days, and were called on the second.',
    },
  ],
}
/** Of these first cases documents are issued; of the others they are begun, and so is what waits for its person or a court. */
const issuedCases = 6
/** How many contents of a document that is only begun are written. */
const begun = 2

/** Warnings, notices and contracts of open cases, with their service, so that the ladder and the register have something. */
export async function loadPowers(owner: pg.ClientBase, { options, name }: DemoCounty): Promise<void> {
  const { rows } = await owner.query<{
    id: string
    reference: string
    organisation: string
    organisationId: number
    memberId: string
    now: Date
  }>(
    `select asb_case.id, asb_case.reference, organisation.name as organisation,
       asb_case.organisation_id as "organisationId", officer.id as "memberId", now() as now
     from asb_case join organisation on organisation.id = asb_case.organisation_id
     join lateral (select member_id as id from membership where membership.organisation_id = asb_case.organisation_id
       and role in ('case_officer', 'triage_officer') and covers_for is null and valid_to is null
       order by member_id limit 1) as officer on true
     where asb_case.status = 'open' and asb_case.partition_code is null and organisation.kind <> 'third_sector'
     order by asb_case.opened_at desc, asb_case.id limit $1`,
    [most],
  )
  const random = seededRandom(`${name}/${options.seed}`).fork('powers')
  const tables: Record<
    'case_party' | 'intervention' | 'intervention_event' | 'intervention_consultation' | 'case_document',
    Row[]
  > = {
    case_party: [],
    intervention: [],
    intervention_event: [],
    intervention_consultation: [],
    case_document: [],
  }
  for (const [
    index,
    { id: caseId, reference, organisation, organisationId, memberId, now },
  ] of rows.entries()) {
    const at = (daysAgo: number) => new Date(now.getTime() - daysAgo * day)
    const dateOf = (daysAgo: number) => at(daysAgo).toISOString().slice(0, 10)
    const party = idAt(now.getTime(), random)
    const about = personName(random)
    tables.case_party.push({
      id: party,
      case_id: caseId,
      person_id: party,
      role: 'alleged_perpetrator',
      name: about,
      born_on: '1988-05-17',
      since: dateOf(180),
      because: 'Named by several reporters',
      seen_by: 'partners',
      organisation_id: organisationId,
      added_by: memberId,
    })
    for (const { power, daysAgo, lastsDays, breached, place } of chains[index % chains.length] ?? []) {
      const id = idAt(now.getTime(), random)
      const conditions = ['cpn', 'abc', 'civil_injunction'].includes(power)
        ? ['No amplified music between 10pm and 8am']
        : []
      tables.intervention.push({
        id,
        case_id: caseId,
        party_id: place === undefined ? party : null,
        place: place ?? '',
        power,
        issued_on: dateOf(daysAgo),
        ends_on: lastsDays === undefined ? null : dateOf(daysAgo - lastsDays),
        grounds,
        because: 'The step before it changed nothing',
        begins_at: power === 'closure_notice' ? at(daysAgo) : null,
        ends_at: power === 'closure_notice' ? at(daysAgo - 1) : null,
        comply_by: power === 'cpw' ? at(daysAgo - 7) : null,
        conditions,
        served_at: at(daysAgo),
        appeal_by: power === 'cpn' ? at(daysAgo - 21) : null,
        breaches: breached ? 1 : 0,
        organisation_id: organisationId,
        recorded_by: memberId,
      })
      const event = (kind: string, when: Date, more: Row): Row => ({
        id: idAt(now.getTime(), random),
        intervention_id: id,
        kind,
        happened_at: when,
        how: '',
        by_whom: '',
        proof: '',
        what: '',
        added_by: memberId,
        organisation_id: organisationId,
        ...more,
      })
      tables.intervention_event.push(
        power === 'abc'
          ? event('signed', at(daysAgo), {
              by_whom: 'The person and the case officer, at the council’s office',
              proof: 'Signed copy in the file',
            })
          : event('served', at(daysAgo), {
              how: place === undefined ? 'hand' : 'posted_up',
              by_whom: 'The case officer',
              proof: 'Certificate of service in the file',
            }),
      )
      const law = powerNamed(power)
      for (const { duty, ...said } of asked[power] ?? [])
        tables.intervention_consultation.push({
          id: idAt(now.getTime(), random),
          case_id: caseId,
          party_id: place === undefined ? party : null,
          place: place ?? '',
          power,
          duty,
          consulted_on: dateOf(daysAgo + 2),
          ...said,
          organisation_id: organisationId,
          recorded_by: memberId,
        })
      const contents = contentsOf(law).map(({ code }): [string, string] => [code, words[code] ?? grounds])
      if (contents.length > 0) {
        const isIssued = index < issuedCases && daysAgo > 7 && law.isBundle === undefined
        const title = documentTitle(law, 'en')
        const written = Object.fromEntries(isIssued ? contents : contents.slice(0, begun))
        const pdf = isIssued
          ? await pdfBytes(
              composeDocument({
                power: law,
                intervention: { about: place ?? about, address: '', conditions, issuedOn: dateOf(daysAgo) },
                language: 'en',
                words: written,
                bundle: undefined,
                caseReference: reference,
                organisation,
                madeAt: at(daysAgo),
                isDraft: false,
              }),
            )
          : null
        tables.case_document.push({
          id: idAt(now.getTime(), random),
          case_id: caseId,
          intervention_id: id,
          template: power,
          template_version: templateVersion,
          language: 'en',
          title,
          words: written,
          status: isIssued ? 'final' : 'draft',
          pdf: pdf && bytea(pdf),
          sha256: pdf && bytea(createHash('sha256').update(pdf).digest()),
          final_by: isIssued ? memberId : null,
          final_at: isIssued ? at(daysAgo) : null,
          organisation_id: organisationId,
          drafted_by: memberId,
          drafted_at: at(daysAgo),
        })
      }
      if (breached)
        tables.intervention_event.push(event('breached', at(2), { what: 'Music until two in the morning' }))
    }
  }
  for (const [table, written] of Object.entries(tables)) await insertRows(owner, table, written)
}

/** Bytes as text that the database reads: rows travel as JSON. */
const bytea = (bytes: Buffer) => `\\x${bytes.toString('hex')}`
