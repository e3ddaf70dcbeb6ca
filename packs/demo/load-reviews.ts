import type pg from 'pg'
import { addDays, addWorkingDays, type LocalDate } from '#platform/clock'
import type { DemoCounty } from './generate-demo.ts'
import { insertRows, type Row } from './insert-rows.ts'
import { POLICE } from './organisation-facts.ts'

const reviewId = (at: number) => `01900000-0000-7000-8000-00000000e${at.toString(16).padStart(3, '0')}`

type District = { code: string; organisationId: number; name: string }

/** Applicants of the demonstration, how many days ago they asked, and where their review is. */
const applications = [
  {
    ago: 2,
    status: 'received',
    name: 'Marian Oakley',
    words: 'Bikes behind the flats every evening. I rang the police and wrote to the council.',
  },
  {
    ago: 6,
    status: 'acknowledged',
    name: 'Tobias Fenn',
    words: 'Shouting and banging from next door since spring. Nobody tells me what is done.',
  },
  {
    ago: 30,
    status: 'acknowledged',
    name: 'Priya Lund',
    words: 'Eggs and stones at our windows. We think that it is because of our faith.',
  },
  {
    ago: 24,
    status: 'threshold_met',
    name: 'Walter Hale',
    words: 'My father is 84 and afraid to open the door. His carer asks for him.',
  },
  {
    ago: 40,
    status: 'panel_arranged',
    name: 'Dilys Moor',
    words: 'Parties in the empty house, needles in our garden.',
  },
  {
    ago: 80,
    status: 'outcome_told',
    name: 'Samir Brook',
    words: 'A neighbour threatens us whenever we meet on the stairs.',
  },
  {
    ago: 95,
    status: 'threshold_not_met',
    name: 'Joan Pell',
    words: 'Music once in June and once in August.',
  },
  { ago: 160, status: 'closed', name: 'Ruth Cobb', words: 'Fires in the lane behind our house.' },
] as const

/** Procedures and relevant bodies of the made-up districts, and reviews at every step, one of them late and one appealed. */
export async function loadReviews(owner: pg.ClientBase, { options }: DemoCounty): Promise<void> {
  const { today } = options
  const { rows: districts } = await owner.query<District>(
    `select distinct on (area.code) area.code, coverage.organisation_id as "organisationId", organisation.name
     from area join area_set on area_set.id = area_set_id and kind = 'district'
     join coverage on coverage.area_kind = 'district' and coverage.area_code = area.code and coverage.valid_to is null
     join organisation on organisation.id = coverage.organisation_id and organisation.kind in ('unitary_council', 'district_council')
     order by area.code, organisation.id`,
  )
  const { rows: landlords } = await owner.query<{ id: number }>(
    `select id from organisation where kind = 'landlord' and valid_to is null order by id limit 1`,
  )
  let next = 0
  const id = () => reviewId(next++)
  await insertRows(
    owner,
    'review_relevant_body',
    districts.flatMap(({ code, organisationId }) => [
      body(organisationId, code, 'council'),
      body(POLICE, code, 'police'),
      ...landlords.map((landlord) => body(landlord.id, code, 'housing')),
    ]),
  )
  const procedures = districts.map((district, at) => procedure(district, at, id()))
  await insertRows(owner, 'review_procedure', procedures)
  for (const [at, application] of applications.entries()) {
    const district = districts[at % Math.min(2, districts.length)]
    if (district === undefined) return
    await loadReview(owner, {
      application,
      at,
      district,
      procedureId: String(procedures[at % 2]?.id),
      today,
      id,
    })
  }
  await owner.query(
    `insert into review_figure (organisation_id, year, body_id, measure, shown)
    select organisation_id, extract(year from $1::date)::integer - 1, organisation_id, measure, shown
    from (select distinct organisation_id from review_procedure) as lead,
      (values ('applications', '14'), ('not_met', '6'), ('reviews', '8'), ('recommendations', '19'), ('accepted', '12')) as given (measure, shown)`,
    [today],
  )
}

const body = (organisationId: number, code: string, role: string): Row => ({
  organisation_id: organisationId,
  district_code: code,
  role,
  valid_from: '2015-01-01',
})

function procedure({ code, organisationId, name }: District, at: number, id: string): Row {
  return {
    id,
    organisation_id: organisationId,
    district_code: code,
    valid_from: '2025-04-01',
    complaints: 3,
    complaint_months: 1,
    application_months: at % 3 === 1 ? 12 : 6,
    statutory_only: at % 3 !== 2,
    latest_within_months: at % 3 === 2 ? 1 : null,
    hate_reports: at % 2 === 0 ? 1 : null,
    same_metres: 500,
    acknowledge_days: at % 2 === 0 ? 3 : 10,
    threshold_days: 15,
    panel_days: 20,
    outcome_days: 25,
    respond_days: 10,
    appeal_within_days: 28,
    appeal_days: 20,
    appeal_to: at % 2 === 0 ? 'csp_chair' : 'local_policing_body',
    contact_name: `Community safety team, ${name}`,
    contact_phone: `01632 960 ${String(100 + at)}`,
    contact_email: 'community.safety@example.org',
    source: 'The made-up county’s own procedure',
    verified: true,
  }
}

type Loading = {
  application: (typeof applications)[number]
  at: number
  district: District
  procedureId: string
  today: LocalDate
  id: () => string
}

async function loadReview(owner: pg.ClientBase, loading: Loading): Promise<void> {
  const { application, at, district, procedureId, today, id } = loading
  const { status, ago, name, words } = application
  const applied = addDays(today, -ago)
  const review = id()
  const lead = district.organisationId
  const { rows } = await owner.query<{ id: string; name: string }>(
    `select member.id, member.name from member join membership on member_id = member.id
     where organisation_id = $1 and role in ('supervisor', 'case_officer') order by role desc, member.id limit 1`,
    [lead],
  )
  const officer = rows[0]
  if (officer === undefined) return
  const reached = (step: string) =>
    ['received', 'acknowledged', 'threshold_met', 'panel_arranged', 'outcome_told', 'closed'].indexOf(
      status,
    ) >=
    ['received', 'acknowledged', 'threshold_met', 'panel_arranged', 'outcome_told', 'closed'].indexOf(step)
  const isRefused = status === 'threshold_not_met'
  const acknowledged = addWorkingDays(applied, 2)
  const decided = addWorkingDays(acknowledged, 8)
  const met = addWorkingDays(decided, 9)
  await insertRows(owner, 'asb_review', [
    {
      id: review,
      reference: `CR-DEM${at}-2026`,
      submission_id: id(),
      organisation_id: lead,
      district_code: district.code,
      procedure_id: procedureId,
      status,
      channel: at % 3 === 1 ? 'phone' : 'online',
      asb_type: at % 2 === 0 ? 'vehicles' : 'neighbours',
      behaviour: words,
      is_hate: at === 2,
      is_vulnerable: at === 3,
      applied_on: applied,
      applied_at: `${applied}T10:00:00Z`,
      contact_member_id: status === 'received' ? null : officer.id,
      contact_name: status === 'received' ? '' : officer.name,
      contact_phone: status === 'received' ? '' : '01632 960 101',
      acknowledge_due_on: addWorkingDays(applied, 3),
      threshold_due_on: status === 'received' ? null : addWorkingDays(acknowledged, 15),
      panel_due_on: reached('threshold_met') && !isRefused ? addWorkingDays(decided, 20) : null,
      outcome_due_on: reached('panel_arranged') && !isRefused ? addWorkingDays(met, 25) : null,
      appeal_until: isRefused || reached('outcome_told') ? addWorkingDays(met, 40) : null,
      acknowledged_at: status === 'received' ? null : `${acknowledged}T11:00:00Z`,
      outcome_at: reached('outcome_told') && !isRefused ? `${addWorkingDays(met, 5)}T11:00:00Z` : null,
      closed_at: status === 'closed' ? `${addWorkingDays(met, 30)}T11:00:00Z` : null,
    },
  ])
  await insertRows(owner, 'review_applicant', [
    {
      review_id: review,
      name: at === 3 ? 'Clare Hale' : name,
      email: `${name.toLowerCase().replace(' ', '.')}@example.org`,
      preferred_channel: 'email',
      victim_name: at === 3 ? name : '',
      relation: at === 3 ? 'daughter' : '',
      consent: at === 3 ? 'said' : '',
    },
  ])
  await owner.query(
    `insert into review_body (review_id, organisation_id, role, because, passed_at)
     select $1, organisation_id, role, 'A relevant body of the district', $3 from review_relevant_body where district_code = $2`,
    [review, district.code, `${applied}T10:00:00Z`],
  )
  // Three complaints of the district, or one where the threshold was not met.
  await owner.query(
    `insert into review_complaint (id, review_id, report_id, reference)
     select md5('complaint of a review' || $1::text || report.id::text)::uuid, $1::uuid, report.id, report.reference from report join area on area.id = district_id
     where area.code = $2 and filed_at between $3::date - 60 and $3::date order by filed_at desc, report.id limit $4`,
    [review, district.code, applied, isRefused ? 1 : 3],
  )
  const event = (kind: string, what: string, on: LocalDate, isTold: boolean, said = ''): Row => ({
    id: id(),
    review_id: review,
    at: `${on}T11:00:00Z`,
    kind,
    what,
    words: said,
    is_told: isTold,
    channel: isTold ? 'email' : '',
    organisation_id: kind === 'received' ? null : lead,
    member_id: kind === 'received' ? null : officer.id,
    actor_name: kind === 'received' ? 'The applicant' : officer.name,
  })
  await insertRows(owner, 'review_event', [
    event('received', 'You asked for an ASB Case Review', applied, true, 'We have what you sent.'),
    ...(status === 'received'
      ? []
      : [
          event(
            'acknowledged',
            'You hear who your contact is',
            acknowledged,
            true,
            `Your contact is ${officer.name}.`,
          ),
        ]),
  ])
  if (!reached('threshold_met') && !isRefused) return
  await insertRows(owner, 'review_decision', [
    {
      id: id(),
      review_id: review,
      kind: 'threshold',
      decision: isRefused ? 'not_met' : 'met',
      reason_code: isRefused ? 'too_few_and_adequate' : 'count',
      reasons: isRefused ? 'Two nights in three months, visited both times.' : 'Three complaints qualify.',
      told: isRefused
        ? 'You told us twice, and we came both times. Please tell us if it happens again.'
        : 'You told us three times. The organisations will look at it together.',
      complaints: isRefused ? 1 : 3,
      is_must: !isRefused,
      persistence: isRefused ? 'Two nights' : '',
      harm: isRefused ? 'Woken twice' : '',
      adequacy: isRefused ? 'Visited both times' : '',
      organisation_id: lead,
      decided_by: officer.id,
      decided_at: `${decided}T12:00:00Z`,
    },
  ])
  if (isRefused)
    await insertRows(owner, 'review_appeal', [
      {
        id: id(),
        review_id: review,
        submission_id: id(),
        against: 'threshold',
        grounds: 'It was more than two nights. I gave up telling you.',
        heard_by: 'csp_chair',
        made_at: `${addDays(today, -12)}T09:00:00Z`,
        due_on: addWorkingDays(addDays(today, -12), 20),
      },
    ])
  if (isRefused || !reached('panel_arranged')) return
  const isHeld = reached('outcome_told')
  await insertRows(owner, 'review_panel', [
    {
      id: id(),
      review_id: review,
      meets_at: `${isHeld ? met : addWorkingDays(today, 4)}T14:00:00Z`,
      place: 'Council offices, room 2, or by video',
      chair_name: 'Hester Vane',
      chair_from: 'Victim Voice Saltmarsh',
      chair_is_independent: true,
      members: 'Neighbourhood policing\nCommunity safety\nHousing',
      victim_invited: true,
      victim_answer: 'remote',
      victim_attended: isHeld ? true : null,
      attended: isHeld ? 'Neighbourhood policing\nCommunity safety\nHousing' : '',
      held_at: isHeld ? `${met}T15:30:00Z` : null,
      arranged_by: officer.id,
    },
  ])
  const recommend = (what: string, organisation: number, due: LocalDate, state: string): Row => ({
    id: id(),
    review_id: review,
    what,
    organisation_id: organisation,
    due_on: due,
    respond_due_on: addWorkingDays(met, 10),
    status: state,
    response: state === 'made' ? '' : 'Agreed',
    owner_member_id: organisation === lead && state !== 'made' ? officer.id : null,
    outcome: state === 'done' ? 'Done as agreed' : '',
    done_at: state === 'done' ? `${due}T09:00:00Z` : null,
    made_by: officer.id,
  })
  if (!isHeld) return
  const minute = (subject: string, said: string, isPrivate: boolean): Row => ({
    id: id(),
    review_id: review,
    subject,
    words: said,
    is_private: isPrivate,
    organisation_id: lead,
    written_by: officer.id,
    written_at: `${met}T16:00:00Z`,
  })
  await insertRows(owner, 'review_minute', [
    minute('response', 'Letters were sent; nobody visited for eight weeks.', false),
    minute(
      'reasoning',
      'The harm grew while nobody visited, so the panel asks for visits and a named officer.',
      false,
    ),
    minute('risk', 'Notes of the housing officer about the household.', true),
  ])
  await insertRows(owner, 'review_recommendation', [
    recommend(
      'Visit every week until it has been quiet for a month',
      lead,
      addDays(today, -3),
      status === 'closed' ? 'done' : 'accepted',
    ),
    recommend(
      'Patrol the stairs on Friday and Saturday nights',
      POLICE,
      addDays(today, 12),
      status === 'closed' ? 'done' : 'made',
    ),
  ])
}
