import { createHmac } from 'node:crypto'
import type pg from 'pg'
import { addDays, addWorkingDays, type LocalDate, londonInstant } from '#platform/clock'
import { hashSecret } from '#platform/ids'
import followedPlaces from '../cases/followed-places.json' with { type: 'json' }
import victimNeeds from '../risk/victim-needs.json' with { type: 'json' }
import type { DemoCounty } from './generate-demo.ts'
import { insertRows } from './insert-rows.ts'
import { CITY, COUNTY, MEDIATION, POLICE } from './organisation-facts.ts'

const demoId = (at: number) => `01900000-0000-7000-8000-00000000b${at.toString(16).padStart(3, '0')}`
const [safe] = followedPlaces
const [instrument] = victimNeeds
const placeWords: Readonly<Record<string, readonly [string, string]>> = {
  vehicles: ['off-road bikes and cars on open land', 'beiciau a cheir oddi ar y ffordd ar dir agored'],
  off_road_bikes: ['off-road bikes on open land', 'beiciau oddi ar y ffordd ar dir agored'],
  noise: ['loud music in a public place at night', 'cerddoriaeth uchel mewn lle cyhoeddus yn y nos'],
  fly_tipping: ['rubbish that is dumped here', 'sbwriel sy’n cael ei adael yma'],
  litter: ['litter and broken glass', 'sbwriel a gwydr wedi torri'],
  street_drinking: ['street drinking in the day', 'yfed ar y stryd yn ystod y dydd'],
  gatherings: ['noisy gatherings in the evening', 'cynulliadau swnllyd gyda’r nos'],
  fireworks: ['fireworks in the street', 'tân gwyllt yn y stryd'],
  abandoned_vehicles: ['cars left here for weeks', 'ceir wedi’u gadael yma ers wythnosau'],
}

/** Places that neighbours follow, with their news and a nudge; needs of victims, services and referrals to these. */
export async function loadNeighbours(
  owner: pg.ClientBase,
  { options }: DemoCounty,
  secret: string,
): Promise<void> {
  /** The product's own links of places and followers, as they are kept. */
  const linkOf = (what: string) =>
    `\\x${hashSecret(createHmac('sha256', secret).update(what).digest('base64url'))}`
  let next = 0
  const id = () => demoId(next++)
  for (const found of await findPlaces(owner)) await follow(owner, found, options.today, id, linkOf)
  await needs(owner, options.today, id)
}

type Found = { id: string; organisation: number; type: string; at: string; member: string }

/** The latest case that may be followed of each of two organisations, the city and the police before the others. */
async function findPlaces(owner: pg.ClientBase): Promise<Found[]> {
  const { rows } = await owner.query<Found>(
    `select * from (select distinct on (asb_case.organisation_id) asb_case.id, asb_case.organisation_id as organisation,
         asb_case.asb_type as type, asb_case.location::text as at, worker.member_id as member
       from asb_case join lateral (select member_id from membership where membership.organisation_id = asb_case.organisation_id
         and role = 'case_officer' order by member_id limit 1) as worker on true
       where status = 'open' and location is not null and asb_type = any ($1) and partition_code is null
         and not exists (select from case_report join report on report.id = report_id where case_id = asb_case.id
           and (report.partition_code is not null or report.opening_qualifier = 'personal' or report.asb_type <> all ($1)))
       order by asb_case.organisation_id, opened_at desc, asb_case.id) as latest
     order by organisation <> $2, organisation limit 2`,
    [(safe?.families ?? []).flatMap(({ types }) => types), CITY],
  )
  return rows
}

async function follow(
  owner: pg.ClientBase,
  found: Found,
  today: LocalDate,
  id: () => string,
  linkOf: (what: string) => string,
): Promise<void> {
  const families = safe?.families ?? []
  const { organisation } = found
  // Nothing of it was found to be about a person in the end.
  await owner.query(
    `update report set closing_qualifier = opening_qualifier
     where closing_qualifier = 'personal' and id in (select report_id from case_report where case_id = $1)`,
    [found.id],
  )
  const place = id()
  const [words, wordsCy] = placeWords[found.type] ?? ['trouble in a public place', '']
  const since = londonInstant(addDays(today, -20), '10:00')
  await insertRows(owner, 'followed_place', [
    {
      id: place,
      case_id: found.id,
      organisation_id: organisation,
      secret_hash: linkOf(`followed place ${place}`),
      words,
      words_cy: wordsCy,
      reason: 'Many people nearby ask what is done, and it is about nobody’s home',
      like_types: families.find(({ types }) => types.includes(found.type))?.types ?? [],
      within_m: safe?.withinM ?? 150,
      location: found.at,
      switched_on_by: found.member,
      switched_on_at: since.toISOString(),
    },
  ])
  const follower = (channel: string, recipient: string, affects: boolean) => {
    const own = id()
    return {
      id: own,
      place_id: place,
      secret_hash: linkOf(`follower ${own}`),
      channel,
      recipient,
      language: 'en',
      affects_me: affects,
      followed_at: londonInstant(addDays(today, -12), '18:00').toISOString(),
      confirmed_at: londonInstant(addDays(today, -12), '18:10').toISOString(),
    }
  }
  await insertRows(owner, 'follower', [
    follower('email', `neighbour.${organisation}@example.org`, true),
    follower('page', '', true),
    follower('page', '', false),
    follower('text', '01632 960188', true),
  ])
  await insertRows(
    owner,
    'place_news',
    [
      {
        ago: 9,
        words: 'We patrol here on Friday and Saturday evenings.',
        cy: 'Rydym yn patrolio yma nos Wener a nos Sadwrn.',
      },
      { ago: 16, words: 'We have asked for a barrier and will say when it is there.', cy: '' },
    ].map(({ ago, words: told, cy }) => ({
      id: id(),
      place_id: place,
      words: told,
      words_cy: cy,
      written_by: found.member,
      organisation_id: organisation,
      written_at: londonInstant(addDays(today, -ago), '15:00').toISOString(),
      told_at: londonInstant(addDays(today, -ago), '15:01').toISOString(),
    })),
  )
  await owner.query('delete from nudge_due')
  await insertRows(owner, 'update_nudge', [
    {
      id: id(),
      place_id: place,
      updates: 3,
      nudged_at: londonInstant(addDays(today, -2), '09:00').toISOString(),
      due_on: addWorkingDays(today, organisation === CITY ? 1 : -1),
    },
  ])
}

const services = [
  ['Dowland Mediation', 'Talks between neighbours', ['support', 'confidence'], MEDIATION, ''],
  [
    'Victim Lanterns',
    'Somebody to talk to, and help after a shock',
    ['mental_health', 'support', 'dependants'],
    null,
    'refer@lanterns.example',
  ],
  ['Safe Doors', 'Locks, lights and door chains', ['safety'], null, ''],
] as const

async function needs(owner: pg.ClientBase, today: LocalDate, id: () => string): Promise<void> {
  const { rows } = await owner.query<{ plan: string; case_id: string; organisation: number; member: string }>(
    `select contact_plan.id as plan, case_id, organisation_id as organisation, owner_member_id as member from contact_plan
     where organisation_id = any ($1) and ended_on is null and owner_member_id is not null
     order by organisation_id, last_contact_on desc nulls last, id`,
    [[CITY, POLICE]],
  )
  const { rows: keepers } = await owner.query<{ member: string }>(
    `select member_id as member from membership where organisation_id = $1 order by (role = 'coordinator') desc, member_id limit 1`,
    [COUNTY],
  )
  const keeper = keepers[0]?.member
  if (keeper === undefined) return
  const kept = services.map(([name, what_for, of, partner, email]) => ({
    id: id(),
    organisation_id: COUNTY,
    name,
    what_for,
    needs: [...of],
    how_to_refer: email === '' && partner === null ? 'Ring 01632 960777 on weekdays' : '',
    partner_organisation_id: partner,
    email,
    answer_working_days: 5,
    modified_by: keeper,
  }))
  await insertRows(
    owner,
    'support_service',
    kept.map((row) => ({ area: '', ...row })),
  )
  for (const [at, plan] of rows.entries()) {
    if (at % 2 === 1) continue
    const [assessment, referral] = [id(), id()]
    const service = kept[at % kept.length]
    const need = service?.needs[0] ?? 'safety'
    const asked = addDays(today, -14 - at)
    await insertRows(owner, 'needs_assessment', [
      {
        id: assessment,
        plan_id: plan.plan,
        case_id: plan.case_id,
        organisation_id: plan.organisation,
        instrument_version: 1,
        asked_on: asked,
        asked_whom: 'victim',
        answers: (instrument?.areas ?? []).map(({ code, question }) => ({
          area: code,
          wording: question,
          answer: code === need ? 'need' : code === 'money' ? 'unknown' : 'none',
          because: code === 'money' ? 'They did not want to say' : '',
          helps: code === need ? 'Somebody who comes and talks it through' : '',
        })),
        assessed_by: plan.member,
      },
    ])
    await owner.query('update contact_plan set needs_due_on = $2 where id = $1', [
      plan.plan,
      addDays(today, 3 - at),
    ])
    if (service === undefined) continue
    await insertRows(owner, 'support_referral', [
      {
        id: referral,
        assessment_id: assessment,
        plan_id: plan.plan,
        case_id: plan.case_id,
        service_id: service.id,
        organisation_id: plan.organisation,
        partner_organisation_id: service.partner_organisation_id,
        need,
        told: 'They are harmed by what happens near their home and would like somebody to talk it through.',
        reach: 'By telephone before noon',
        consent: 'given',
        consent_on: asked,
        sent_by: service.partner_organisation_id !== null ? 'partner_page' : 'by_hand',
        made_by: plan.member,
        made_at: londonInstant(asked, '12:00').toISOString(),
        status: 'sent',
        due_on: addWorkingDays(asked, 5),
        version: 1,
        basis: '',
      },
    ])
    if (at % 4 === 0) continue
    await insertRows(owner, 'support_outcome', [
      {
        id: id(),
        referral_id: referral,
        outcome: 'accepted',
        words: 'First talk next week',
        next_due_on: addDays(today, 14),
        member_id: plan.member,
        organisation_id: plan.organisation,
        at: londonInstant(addDays(asked, 4), '11:00').toISOString(),
      },
    ])
  }
}
