import {
  decideAssessment,
  type Facts,
  gatherFacts,
  getAssessment,
  riskScaleOn,
  type Surroundings,
  saveDraft,
  sendToSign,
} from '#domains/protection'
import type { MemberActor } from '#platform/actor'
import { addDays, type LocalDate } from '#platform/clock'
import { asOwner, type Database, type Installation } from '#platform/database'
import { demoAgreement } from './load-sharing.ts'
import { CITY, LANDLORDS, POLICE } from './organisation-facts.ts'

const disposal =
  'The partnership’s schedule: closed cases seven years. Marramport City Council disposes each spring.'

type Parts = { installation: Installation; web: Database; surroundings: Surroundings; today: LocalDate }

/**
 * One impact assessment that was signed before two landlords joined, and one of the partnership that is being written:
 * by the product's own functions, with the facts that it has. Does nothing where there is any already.
 */
export async function loadAssessments({ installation, web, surroundings, today }: Parts): Promise<void> {
  const people = await asOwner(installation, async (owner) => {
    const { rows } = await owner.query<{ id: string; name: string; organisationId: number }>(
      `select distinct on (organisation_id) member.id, member.name, organisation_id as "organisationId"
       from membership join member on member.id = member_id
       where role = 'information_governance' and organisation_id = any ($1)
         and not exists (select from impact_assessment) and not exists (select from impact_draft)
       order by organisation_id, member.id`,
      [[CITY, POLICE]],
    )
    return rows
  })
  const [signer, writer] = [POLICE, CITY].map((organisation) =>
    people.find((each) => each.organisationId === organisation),
  )
  if (signer === undefined || writer === undefined) return
  const written = {
    need: 'Several controllers share what people say of their neighbours, some of it about children, health and violence.',
    necessity:
      'Repeat victims are missed where each partner sees its own part alone. Partners see summaries unless a rule or a person gives more.',
    consultation:
      'The tenants’ panel in March, Victim Support in April, all partners at the board in May. Asked for: safe ways of contact. Done.',
    processors: 'Marramport City Council’s own data centre hosts the database and the files.',
    advice: 'Go on. Look again when landlords join, and at how long closed cases are kept.',
    changes: '',
    reviewOn: addDays(today, 21),
    ownerId: writer.id,
    risks: riskScaleOn(today).risks.map((risk) =>
      risk.risk.startsWith('Records are kept') ? { ...risk, measures: disposal } : risk,
    ),
  }
  const subject = { agreementId: demoAgreement }
  const id = await web.withActor(memberOf(writer), async (db) => {
    const { title, facts } = await gatherFacts(db, subject, surroundings, today)
    await saveDraft(db, memberOf(writer), subject, written, 0)
    return sendToSign(db, memberOf(writer), subject, { title, facts: await before(facts), written, seen: 1 })
  })
  await web.withActor(memberOf(signer), async (db) => {
    const assessment = await getAssessment(db, id)
    await decideAssessment(db, memberOf(signer), assessment, {
      decision: 'approved',
      why: 'As the board decided',
    })
  })
  await web.withActor(memberOf(writer), (db) =>
    saveDraft(
      db,
      memberOf(writer),
      { agreementId: null },
      { ...written, consultation: '', advice: '', reviewOn: addDays(today, 365) },
      0,
    ),
  )
  await asOwner(installation, (owner) =>
    owner.query(
      `update impact_assessment set proposed_at = now() - interval '345 days', decided_at = now() - interval '344 days'
       where id = $1`,
      [id],
    ),
  )

  async function before(facts: Facts): Promise<Facts> {
    const joined = await asOwner(installation, async (owner) => {
      const { rows } = await owner.query<{ name: string }>(
        'select name from organisation where id = any ($1)',
        [[...LANDLORDS]],
      )
      return new Set(rows.map(({ name }) => name))
    })
    return facts.map((section) =>
      section.key === 'parties'
        ? { ...section, rows: section.rows.filter(([name = '']) => !joined.has(name)) }
        : section,
    )
  }
}

function memberOf({
  id,
  name,
  organisationId,
}: {
  id: string
  name: string
  organisationId: number
}): MemberActor {
  return {
    kind: 'member',
    memberId: id,
    name,
    organisationId,
    organisationName: '',
    organisations: [organisationId],
    teamIds: [],
    roles: ['information_governance'],
    duties: [{ organisationId, role: 'information_governance' }],
    circles: [],
  }
}
