import { findAddress, findOnePlace, findPlace, placePrecision, placeToldBy } from '#domains/places'
import {
  type FiledReport,
  factsOfAddress,
  fileReport,
  type Location,
  locationAround,
  locationByNames,
} from '#domains/reports'
import { raiseFlags } from '#domains/risk'
import { asMember, organisationsWith } from '#platform/actor'
import { today } from '#platform/clock'
import { isOnGrid, toGrid } from '#platform/geography'
import type { Context } from '#platform/http'
import { addTasks, findOwnTeam } from '../tasks/task.ts'
import { enteringRoles } from './entering-roles.ts'
import type { LaterTask, QuickReport, TypedPlace } from './quick-report.ts'

type FilingContext = Pick<Context<unknown, unknown, unknown>, 'db' | 'actor' | 'clock' | 'emit'>

const findThePlace: LaterTask = { what: 'Find the exact place', hours: 24 }

/** Files a quick entry in the name of whoever typed it, with a task for everything that was left for later. */
export async function fileEntry(context: FilingContext, entry: QuickReport): Promise<FiledReport> {
  const actor = asMember(context.actor)
  // They may also be somebody else elsewhere: what is entered is entered where they work on reports.
  const [organisationId = actor.organisationId] = organisationsWith(actor, ...enteringRoles)
  const { location, words } = await settlePlace(context, entry.place)
  const address = location?.uprn === undefined ? undefined : await findAddress(context.db, location.uprn)
  const filed = await fileReport(context, {
    ...entry.report,
    placeWords: words,
    ...(location === undefined ? {} : { location }),
    derived: address === undefined ? [] : factsOfAddress(address),
    entered: { by: actor.memberId, for: organisationId },
  })
  if (!filed.isNew) return filed
  await raiseFlags(context.db, [filed.id])
  const later = location === undefined ? [...entry.later, findThePlace] : entry.later
  const now = context.clock.now()
  await addTasks(
    context.db,
    later.map(({ what, hours }) => ({
      reportId: filed.id,
      reference: filed.reference,
      what,
      organisationId,
      teamId: findOwnTeam(actor, organisationId),
      dueAt: new Date(now.getTime() + hours * 3_600_000),
      addedBy: actor.memberId,
    })),
  )
  return filed
}

/** Where a place is that was chosen, measured, or typed so that one place alone goes by it; near it, or several. */
export async function settlePlace(
  { db, clock }: Pick<FilingContext, 'db' | 'clock'>,
  place: TypedPlace,
): Promise<{ location: Location | undefined; words: string }> {
  const { words, point } = place
  if (point !== undefined) {
    const grid = toGrid(point)
    const onGrid = { easting: Math.round(grid.easting), northing: Math.round(grid.northing) }
    const precisionM = Math.min(Math.max(Math.round(point.accuracyM), 5), 50_000)
    if (isOnGrid(onGrid)) return { location: { ...onGrid, precisionM, kind: 'point' }, words }
  }
  if (place.names !== undefined)
    return { location: await locationByNames(db, place.names, today(clock)), words }
  const location = await settleOnePlace({ db, clock }, place)
  if (place.radiusM === undefined) return { location, words }
  if (location !== undefined) return { location: locationAround(location, place.radiusM), words }
  return { location, words: `${words}, within ${place.radiusM.toLocaleString('en-GB')} metres` }
}

async function settleOnePlace(
  { db, clock }: Pick<FilingContext, 'db' | 'clock'>,
  place: TypedPlace,
): Promise<Location | undefined> {
  const found = place.chosenId === '' ? undefined : await findPlace(db, place.chosenId)
  const [, uprn] = /^address:(\d{1,12})$/.exec(place.chosenId) ?? []
  if (found !== undefined && uprn !== undefined) return { ...at(found), uprn }
  if (found !== undefined) return at(found)
  if (place.words === '') return undefined
  const only = await findOnePlace(db, place.words, today(clock))
  return only && at(only)
}

function at({ easting, northing, kind }: { easting: number; northing: number; kind: string }): Location {
  return { easting, northing, precisionM: placePrecision(kind), kind: placeToldBy(kind) }
}
