import { today } from '#platform/clock'
import { type Typed, typedSchema, typedValue } from '#platform/forms'
import { renderToString } from '#platform/govuk'
import { type Context, forRoles, json, page, type Route, route } from '#platform/http'
import { findKnownPeople } from '../assisted/known-people.ts'
import { deriveFacts } from '../quick-entry/derive-facts.ts'
import { doorRoutes } from '../quick-entry/door-routes.ts'
import { enteringRoles } from '../quick-entry/entering-roles.ts'
import { settlePlace } from '../quick-entry/file-entry.ts'
import { readPlaceMarks, sayPlaceMarks } from '../quick-entry/place-marks.ts'
import { wordsOf } from '../quick-entry/quick-report.ts'
import { ControlRoomPage } from './control-room-page.tsx'
import { EarlierReportsList, type Looked, sayEarlierReports } from './earlier-reports.tsx'
import { findEarlierReports } from './find-earlier-reports.ts'
import { readControlRoomEntry } from './read-entry.ts'

/** The entry of the control room, and what was reported before at the place that is being typed. */
export const controlRoomRoutes: Route[] = [
  ...doorRoutes({
    door: 'control-room',
    read: readControlRoomEntry,
    page: ControlRoomPage,
    async instead(context, typed, state) {
      if (typedValue(typed, 'look') !== 'yes') return undefined
      const looked = await look(context, typed)
      return page((frame) => ControlRoomPage({ ...state, frame, looked }))
    },
  }),
  route({
    method: 'POST',
    url: '/control-room/earlier',
    permission: forRoles(...enteringRoles),
    audit: 'consult',
    body: typedSchema,
    async handler(context) {
      const looked = await look(context, context.body)
      if (looked === undefined) {
        const understood = sayPlaceMarks(readPlaceMarks(wordsOf(context.body, 'place').slice(0, 200)))
        return json({
          said: understood && `${understood}Not found on the map: it is kept in words.`,
          html: '',
        })
      }
      return json({ said: sayEarlierReports(looked), html: renderToString(EarlierReportsList(looked)) })
    },
  }),
]

/** Nothing while neither a place nor a known caller is told. What is looked for is in the audit as a number alone. */
async function look(
  { db, clock, audit }: Context<unknown, unknown, unknown>,
  typed: Typed,
): Promise<Looked | undefined> {
  const now = clock.now()
  const marked = readPlaceMarks(wordsOf(typed, 'place').slice(0, 200))
  const place = {
    ...marked,
    chosenId: typedValue(typed, 'place_id').slice(0, 100),
  }
  const { location } = await settlePlace({ db, clock }, place)
  const [found, known] = await Promise.all([
    location && findEarlierReports(db, location, typedValue(typed, 'type'), now),
    findKnownPeople(db, { name: wordsOf(typed, 'caller_name'), phone: wordsOf(typed, 'caller_phone') }),
  ])
  const shown = (found?.repeats.length ?? 0) + (found?.others.length ?? 0)
  audit({
    kind: 'report_list',
    summary: `earlier reports near a place being typed: ${shown} shown${known.length > 0 ? ', and a known caller' : ''}`,
  })
  const derived =
    location &&
    (await deriveFacts(db, {
      location,
      asbType: typedValue(typed, 'type'),
      day: today(clock),
      values: { channel: 'control_room' },
    }))
  if (found === undefined && known.length === 0) return undefined
  return { found, known, now, facts: derived?.facts ?? [], place: sayPlaceMarks(marked) }
}
