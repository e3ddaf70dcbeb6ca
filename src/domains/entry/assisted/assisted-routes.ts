import { z } from 'zod'
import { findAddresses, findPlaces, placeOfAddress } from '#domains/places'
import { isPolice } from '#domains/police-log'
import { readQuestionSets, statusAddress } from '#domains/reports'
import { instrumentFor, readCadence, readInstruments } from '#domains/risk'
import { asMember, type MemberActor, organisationsWith } from '#platform/actor'
import { today } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { type FormError, oneOf, readForm, type Typed, typedSchema, typedValue } from '#platform/forms'
import { renderToString } from '#platform/govuk'
import {
  type Answer,
  type Context,
  forRoles,
  json,
  page,
  pageWithErrors,
  type Route,
  redirect,
  route,
} from '#platform/http'
import { deriveFacts } from '../quick-entry/derive-facts.ts'
import { enteringRoles } from '../quick-entry/entering-roles.ts'
import { BesideList, sayBeside } from './beside-fragments.tsx'
import { correct, readCorrected, readCorrections } from './corrections.ts'
import { EnterPage, type EnterPageProps } from './enter-page.tsx'
import { channelsFor, isEntryChannel } from './entry-channel.ts'
import {
  changeEntryType,
  deleteEntry,
  type EntryDraft,
  findFiled,
  findUnfinishedEntries,
  getEntry,
  getEntryToSave,
  keepEntry,
  readEntryTypes,
  startEntry,
  statusSecretOf,
} from './entry-draft.ts'
import { entryBody, withoutButton } from './entry-fields.ts'
import { EntryPage } from './entry-page.tsx'
import { fillInKnown, findKnownPeople } from './known-people.ts'
import { lookBeside } from './look-beside.ts'
import { type EntryReport, journeyOf, readEntry } from './read-entry.ts'
import { countPeople, mostPeople, removePerson } from './read-people.ts'
import { readRisks } from './risk-part.tsx'
import { saveEntry } from './save-entry.ts'
import { SavedPage } from './saved-page.tsx'
import { savedAtRisk } from './unknown-facts.ts'
import { vulnerabilities } from './vulnerabilities.ts'

const ofEntry = z.object({ draft: z.uuid() })
const permission = forRoles(...enteringRoles)

type Reading = Context<unknown, unknown, unknown>

const saidOf: Readonly<Record<string, string>> = {
  later: 'The entry is kept for later.',
  deleted: 'The entry is deleted.',
}

/**
 * Reports that staff take for somebody, on the telephone, on paper, in person, and the police form.
 * @param secret the installation's, of which the secrets of status links are made
 */
export function assistedRoutes(secret: string): Route[] {
  return [
    route({
      method: 'GET',
      url: '/enter',
      permission,
      audit: 'nothing',
      query: z.object({ said: z.enum(['later', 'deleted']).optional().catch(undefined) }),
      async handler(context) {
        const props = await enterPage(context, {}, [])
        const said = context.query.said && saidOf[context.query.said]
        return page((frame) => EnterPage({ ...props, frame, said }))
      },
    }),
    route({
      method: 'POST',
      url: '/enter',
      permission,
      audit: 'nothing',
      body: typedSchema,
      handler: (context) => begin(context, context.body),
    }),
    route({
      method: 'GET',
      url: '/enter/places.json',
      permission,
      audit: 'nothing',
      query: z.object({ q: z.string().max(200).default('') }),
      limit: { requests: 900, seconds: 60 },
      async handler({ db, query, clock }) {
        const addresses = await findAddresses(db, query.q)
        const places = await findPlaces(db, query.q, today(clock), 10)
        const found = addresses.map(placeOfAddress)
        // Who types the number of a house means the house; who types a street means the street.
        const isHouse = /^\s*(flat\s+)?\d+[a-z]?\s+[a-z]/i.test(query.q)
        return json({ places: (isHouse ? [...found, ...places] : [...places, ...found]).slice(0, 14) })
      },
    }),
    route({
      method: 'GET',
      url: '/enter/:draft',
      permission,
      audit: 'consult',
      params: ofEntry,
      async handler(context) {
        const draft = await getEntry(context.db, context.params.draft)
        if (draft.submittedAt !== null) return skip(context, redirect(`/enter/${draft.id}/saved`))
        return show(context, draft, draft.typed, [])
      },
    }),
    route({
      method: 'POST',
      url: '/enter/:draft/keep',
      permission,
      audit: 'nothing',
      params: ofEntry,
      body: entryBody,
      repeatable: true,
      async handler({ db, params, body, clock }) {
        return json({ kept: await keepEntry(db, params.draft, withoutButton(body), clock.now()) })
      },
    }),
    route({
      method: 'POST',
      url: '/enter/:draft/beside',
      permission,
      audit: 'consult',
      params: ofEntry,
      body: entryBody,
      async handler(context) {
        const draft = await getEntry(context.db, context.params.draft)
        const beside = await look(context, draft, withoutButton(context.body))
        return json({ said: sayBeside(beside), html: renderToString(BesideList(beside)) })
      },
    }),
    route({
      method: 'POST',
      url: '/enter/:draft',
      permission,
      audit: 'collect',
      params: ofEntry,
      body: entryBody,
      // The submission id was made when the entry began: sent again, it is the same report.
      repeatable: true,
      handler: (context) =>
        take(
          context,
          context.params.draft,
          typedValue(context.body, 'do'),
          withoutButton(context.body),
          secret,
        ),
    }),
    route({
      method: 'POST',
      url: '/enter/:draft/delete',
      permission,
      audit: 'nothing',
      params: ofEntry,
      repeatable: true,
      async handler({ db, params }) {
        await deleteEntry(db, params.draft)
        return redirect('/enter?said=deleted')
      },
    }),
    route({
      method: 'GET',
      url: '/enter/:draft/saved',
      permission,
      audit: 'consult',
      params: ofEntry,
      async handler(context) {
        const { db, params, origin } = context
        const draft = await getEntry(db, params.draft)
        const filed = await findFiled(db, draft.submissionId)
        if (filed === undefined) return skip(context, redirect(`/enter/${draft.id}`))
        context.audit({ kind: 'report', id: filed.id, summary: 'reference and status link' })
        const statusHref = statusAddress(statusSecretOf(secret, draft.submissionId))
        return page((frame) =>
          SavedPage({ frame, reference: filed.reference, statusHref, statusLink: `${origin}${statusHref}` }),
        )
      },
    }),
  ]
}

async function enterPage(
  { db, actor, clock }: Pick<Reading, 'db' | 'actor' | 'clock'>,
  typed: Typed,
  errors: readonly FormError[],
): Promise<Omit<EnterPageProps, 'frame'>> {
  const [police, types, unfinished] = await Promise.all([
    isPolice(db, entersFor(asMember(actor))),
    readEntryTypes(db, today(clock)),
    findUnfinishedEntries(db),
  ])
  return { channels: channelsFor({ isPolice: police }), types, unfinished, typed, errors, now: clock.now() }
}

/** They may also be somebody else elsewhere: what is entered is entered where they work on reports. */
function entersFor(actor: MemberActor): number {
  const [organisationId = actor.organisationId] = organisationsWith(actor, ...enteringRoles)
  return organisationId
}

async function begin(context: Pick<Reading, 'db' | 'actor' | 'clock'>, typed: Typed): Promise<Answer> {
  const { db, clock } = context
  const actor = asMember(context.actor)
  const props = await enterPage(context, typed, [])
  const result = readForm(
    z.object({
      channel: oneOf(props.channels, 'Select how it came'),
      type: oneOf(
        props.types.map(({ code }) => code),
        'Select what it is about',
      ),
    }),
    typed,
  )
  if (!result.ok) return pageWithErrors((frame) => EnterPage({ ...props, frame, errors: result.errors }))
  const { channel = '', type = '' } = result.value
  const set = await findSet(db, type, today(clock))
  if (set === undefined || !isEntryChannel(channel)) return redirect('/enter')
  const organisationId = entersFor(actor)
  const id = await startEntry(db, actor, { organisationId, channel, set, now: clock.now() })
  return redirect(`/enter/${id}`)
}

async function findSet(db: Transaction, type: string, day: string) {
  const sets = await readQuestionSets(db, day)
  return sets.find(({ asbType }) => asbType === type)
}

/** One button each: files, looks, or goes on with the page changed. Whatever it is, what was typed is kept first. */
async function take(
  context: Reading,
  id: string,
  button: string,
  typed: Typed,
  secret: string,
): Promise<Answer> {
  const { db, clock, audit } = context
  const now = clock.now()
  const draft = await getEntryToSave(db, id)
  if (draft.submittedAt !== null) {
    const filed = await findFiled(db, draft.submissionId)
    audit({ kind: 'report', ...(filed ? { id: filed.id } : {}), reason: 'Sent again' })
    return redirect(`/enter/${id}/saved`)
  }
  const isAtRisk = button === 'at_risk'
  if (isAtRisk || button === 'save' || button === 'check') {
    const codes = vulnerabilities.map(({ code }) => code)
    const reading = readEntry({ draft, typed, now, isAtRisk, vulnerabilities: codes })
    const corrected = readCorrected(typed)
    const errors = [...(reading.ok ? [] : reading.errors), ...(isAtRisk ? [] : corrected.errors)]
    if (!reading.ok || errors.length > 0 || button === 'check') {
      await keepEntry(db, id, typed, now)
      return show(context, draft, typed, errors)
    }
    const risks = readRisks(await readInstruments(db, today(clock)), typed)
    const derived = await deriveEntry(context, draft, reading.report, corrected)
    const report = { ...reading.report, derived }
    const filed = await saveEntry(context, draft, { ...reading, report, risks }, secret)
    audit({ kind: 'report', id: filed.id })
    return redirect(`/enter/${id}/saved`)
  }
  audit({ kind: 'report', reason: 'Kept: nothing was filed' })
  const removed = Number(/^remove_(\d{1,2})$/.exec(button)?.[1] ?? 0)
  if (removed > 0) {
    await keepEntry(db, id, removePerson(typed, removed), now)
    return redirect(`/enter/${id}#people-named`)
  }
  if (button === 'add_person') {
    const people = Math.min(countPeople(typed) + 1, mostPeople)
    await keepEntry(db, id, { ...typed, people: String(people) }, now)
    return redirect(`/enter/${id}#person_${people}_role`)
  }
  const knownAs = /^known_(reporter|\d{1,2})$/.exec(button)?.[1]
  if (knownAs !== undefined) {
    await keepEntry(db, id, fillInKnown(typed, await findKnownPeople(db, typed), knownAs), now)
    return redirect(`/enter/${id}#${knownAs === 'reporter' ? 'reach' : `person-${knownAs}`}`)
  }
  await keepEntry(db, id, typed, now)
  if (button === 'type') {
    const set = await findSet(db, typedValue(typed, 'asb_type'), today(clock))
    if (set !== undefined) await changeEntryType(db, id, set, now)
    return redirect(`/enter/${id}#what`)
  }
  if (button === 'instrument') return redirect(`/enter/${id}#risk-now`)
  return redirect(button === 'later' ? '/enter?said=later' : `/enter/${id}#beside`)
}

/** What follows from the place, as it is kept: with what was chosen instead, and why. */
async function deriveEntry(
  { db, clock }: Reading,
  { set }: EntryDraft,
  { location }: EntryReport,
  corrected: ReturnType<typeof readCorrected>,
) {
  const day = today(clock)
  const derived =
    location === undefined
      ? { kept: [], areas: [] }
      : await deriveFacts(db, { location, asbType: set.asbType, day, values: {} })
  // Somebody at risk is saved without a reason too.
  const why = corrected.because === '' ? { ...corrected, because: savedAtRisk } : corrected
  return correct(derived, why, await readCorrections(db, day))
}

function skip({ audit }: Pick<Reading, 'audit'>, answer: Answer): Answer {
  audit({ kind: 'report', summary: 'nothing was shown' })
  return answer
}

async function look(context: Reading, draft: EntryDraft, typed: Typed) {
  const beside = await lookBeside(context, draft, typed)
  const { earlier } = beside
  const shown = earlier === undefined ? 0 : earlier.repeats.length + earlier.others.length
  context.audit({ kind: 'report_list', summary: `earlier reports near a place being typed: ${shown} shown` })
  return beside
}

async function show(
  context: Reading,
  draft: EntryDraft,
  typed: Typed,
  errors: readonly FormError[],
): Promise<Answer> {
  const [beside, types, instruments, cadence, may] = await Promise.all([
    look(context, draft, typed),
    readEntryTypes(context.db, today(context.clock)),
    readInstruments(context.db, today(context.clock)),
    readCadence(context.db, draft.organisationId, today(context.clock)),
    readCorrections(context.db, today(context.clock)),
  ])
  const journey = journeyOf(draft)
  const render = errors.length > 0 ? pageWithErrors : page
  return render((frame) =>
    EntryPage({
      frame,
      memberId: asMember(context.actor).memberId,
      draft,
      journey,
      typed,
      errors,
      beside,
      may,
      types,
      instruments,
      usualInstrument: instrumentFor(cadence, draft.channel),
      vulnerabilities,
    }),
  )
}
