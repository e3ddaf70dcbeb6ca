import { sql } from 'kysely'
import type { LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'

/** A step of setting a partnership up: what is there and what is missing, as the database has it and nobody ticks it. */
export type SetupStep = {
  title: string
  about: string
  there: readonly string[]
  /** Nothing is missing where a step is done. */
  missing: readonly string[]
  links: readonly { text: string; href: string }[]
}

type Found = {
  organisations: number
  sets: string[]
  withoutCoverage: string[]
  people: number
  withoutTriage: string[]
  coordinators: number
  approvers: number
  rules: number
  fallback: string | null
  typesWithoutRule: string[]
  criteria: string[]
  questions: number
  typesWithoutQuestions: string[]
  agreements: number
  sharingRules: number
  nextAgreement: LocalDate | null
  withoutAgreement: string[]
}

/** The six steps by which a partnership is set up, on a day. */
export async function readSetup(db: Transaction, day: LocalDate): Promise<SetupStep[]> {
  const held = (table: string) =>
    sql`${sql.ref(`${table}.valid_from`)} <= ${day}::date
      and (${sql.ref(`${table}.valid_to`)} is null or ${sql.ref(`${table}.valid_to`)} > ${day}::date)`
  const { rows } = await sql<Found>`
    with here as (select * from organisation where ${held('organisation')}),
      working as (select * from here where exists (select from queue where organisation_id = here.id and ${held('queue')})),
      duty as (select * from membership where ${held('membership')}),
      types as (select * from asb_type where ${held('asb_type')}),
      rules as (select * from routing_rule where queue_id is not null and ${held('routing_rule')}),
      agreed as (select * from agreement where ended_at is null and ${held('agreement')})
    select (select count(*)::integer from here) as organisations,
      array(select distinct kind from area_set where ${held('area_set')} order by 1) as sets,
      array(select name from working where not exists (select from coverage where organisation_id = working.id
        and ${held('coverage')}) order by name) as "withoutCoverage",
      (select count(distinct member_id)::integer from duty) as people,
      array(select name from working where not exists (select from duty where organisation_id = working.id
        and role = 'triage_officer') order by name) as "withoutTriage",
      (select count(distinct member_id)::integer from duty where role = 'coordinator') as coordinators,
      (select count(distinct member_id)::integer from duty where role in ('coordinator', 'information_governance'))
        as approvers,
      (select count(*)::integer from rules) as rules,
      (select queue.name || ', ' || here.name from queue join here on here.id = organisation_id
        where is_fallback and ${held('queue')} limit 1) as fallback,
      array(select label from types where not exists (select from rules where asb_type is null or asb_type = types.code)
        order by label) as "typesWithoutRule",
      array(select distinct name from case_criterion where ${held('case_criterion')} order by name) as criteria,
      (select count(distinct asb_type)::integer from question_set where valid_from <= ${day}) as questions,
      array(select label from types where parent is null and not exists (select from question_set
        where asb_type = types.code and valid_from <= ${day}) order by label) as "typesWithoutQuestions",
      (select count(*)::integer from agreed) as agreements,
      (select count(*)::integer from sharing_rule join agreed on agreed.id = agreement_id
        where sharing_rule.ended_at is null and ${held('sharing_rule')}) as "sharingRules",
      (select min(valid_from)::text from agreement where ended_at is null and valid_from > ${day}) as "nextAgreement",
      array(select name from working where not exists (select from agreement_party join agreed on agreed.id = agreement_id
        where organisation_id = working.id and left_on is null) order by name) as "withoutAgreement"`.execute(
    db,
  )
  const [found] = rows
  if (found === undefined) throw new Error('A count gave no row')
  return stepsOf(found)
}

const counted = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`
const each = (names: readonly string[], say: (name: string) => string) => names.map(say)
const unless = (isThere: boolean, missing: string) => (isThere ? [] : [missing])

function stepsOf(found: Found): SetupStep[] {
  const { organisations, sets, rules, fallback, agreements, nextAgreement } = found
  return [
    {
      title: 'Organisations and areas',
      about: 'Who is in the partnership, and for which areas each one works.',
      there: [
        counted(organisations, 'organisation', 'organisations'),
        ...(sets.length === 0 ? [] : [`Areas: ${sets.map((kind) => kind.replaceAll('_', ' ')).join(', ')}`]),
      ],
      missing: [
        ...unless(organisations > 1, 'A partnership has two organisations at least: import them from a file'),
        ...unless(sets.includes('district'), 'Boundaries of districts: the operator imports them'),
        ...unless(sets.includes('beat'), 'Boundaries of beats: the operator imports them'),
        ...each(found.withoutCoverage, (name) => `${name} has queues and covers no area`),
      ],
      links: [
        { text: 'Who covers what', href: '/organisations' },
        { text: 'Reorganisations', href: '/organisations/reorganisations' },
      ],
    },
    {
      title: 'People and roles',
      about: 'Who works for whom, and who decides what a second person has to decide.',
      there: [
        counted(found.people, 'person with a role', 'people with a role'),
        counted(found.coordinators, 'co-ordinator', 'co-ordinators'),
      ],
      missing: [
        ...unless(found.coordinators > 0, 'A co-ordinator'),
        ...unless(
          found.approvers > 1,
          'A second person to approve changes: another co-ordinator, or somebody of information governance',
        ),
        ...each(found.withoutTriage, (name) => `A triage officer at ${name}, which has queues`),
      ],
      links: [
        { text: 'People', href: '/people' },
        { text: 'Accounts', href: '/accounts' },
        { text: 'Directories', href: '/directory' },
        { text: 'How many approvals a change needs', href: '/changes/approvals' },
      ],
    },
    {
      title: 'Routing rules for beats and queues',
      about: 'Where reports go by themselves, and where those go that no rule matches.',
      there: [
        counted(rules, 'rule in force', 'rules in force'),
        ...(fallback === null ? [] : [`What no rule matches goes to: ${fallback}`]),
        ...each(found.typesWithoutRule, (label) => `No rule for ${label}: it goes there`),
      ],
      missing: [
        ...unless(rules > 0, 'A routing rule'),
        ...unless(fallback !== null, 'A queue for what no rule matches'),
      ],
      links: [
        { text: 'Change the rules', href: '/triage/rules/changes' },
        { text: 'Try where a report would go', href: '/triage/simulator' },
      ],
    },
    {
      title: 'Criteria of Monitored Cases',
      about:
        'When reports together suggest a Monitored Case. They come with the product, dated, with their source.',
      there: found.criteria,
      missing: unless(
        found.criteria.length > 0,
        'A criterion in force: the operator brings the database up to date',
      ),
      links: [{ text: 'Procedures of Case Reviews', href: '/reviews/procedures' }],
    },
    {
      title: 'Questions',
      about: 'What the public is asked about each type.',
      // Some types are not for the public to report: that is not for this page to call a gap.
      there: [
        counted(found.questions, 'type has questions', 'types have questions'),
        ...each(
          found.typesWithoutQuestions,
          (label) => `The public cannot report ${label}: it has no questions`,
        ),
      ],
      missing: unless(
        found.questions > 0,
        'Questions for any type: the operator brings the database up to date',
      ),
      links: [
        { text: 'Questions', href: '/question-sets' },
        { text: 'Who deals with what', href: '/question-sets/advice' },
      ],
    },
    {
      title: 'Sharing agreements and going live',
      about:
        'Without an agreement in force nothing is shared. The partnership is live from the day its first one is.',
      there: [
        counted(agreements, 'agreement in force', 'agreements in force'),
        counted(found.sharingRules, 'rule that shares by itself', 'rules that share by themselves'),
        ...(nextAgreement === null ? [] : [`The next agreement is in force from ${nextAgreement}`]),
      ],
      missing: [
        ...unless(agreements > 0, 'An agreement in force'),
        ...each(found.withoutAgreement, (name) => `${name} has queues and is party to no agreement`),
      ],
      links: [{ text: 'Agreements', href: '/sharing/agreements' }],
    },
  ]
}
