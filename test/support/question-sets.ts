import { approvalRoutes } from '#domains/proposals'
import { questionSetRoutes } from '#domains/question-sets'
import { publicFormRoutes, publishAsbTypes, publishQuestionSets, reportStaffRoutes } from '#domains/reports'
import type { MemberActor } from '#platform/actor'
import { addDays, londonDateOf } from '#platform/clock'
import { asOwner } from '#platform/database'
import { questionSets } from '../../packs/forms/index.ts'
import { asbTypes, asbTypesValidFrom } from '../../packs/types/index.ts'
import { createTestDatabase } from './database.ts'
import { seedPartnership } from './partnership.ts'
import { startStaffServer } from './staff-server.ts'

/** A day to come, from which what is proposed may hold. */
export const soon = addDays(londonDateOf(new Date()), 3)

export const inDays = (days: number) => new Date(Date.now() + days * 86_400_000)

export type QuestionSetBench = Awaited<ReturnType<typeof openQuestionSetBench>>

/** A partnership with the questions of the product, two co-ordinators and somebody of information governance. */
export async function openQuestionSetBench() {
  const database = await createTestDatabase()
  await asOwner(database.installation, async (owner) => {
    await publishAsbTypes(owner, asbTypes, asbTypesValidFrom)
    await publishQuestionSets(owner, questionSets)
  })
  const partnership = await seedPartnership(database.installation)
  const ask = async <Row extends object>(query: string, values: unknown[] = []): Promise<Row[]> =>
    asOwner(database.installation, async (owner) => (await owner.query<Row>(query, values)).rows)
  /** The same person with another role, in the database and in what the server knows of them. */
  const inRole = async (person: MemberActor, role: MemberActor['roles'][number]): Promise<MemberActor> => {
    await ask('update membership set role = $2 where member_id = $1', [person.memberId, role])
    return { ...person, roles: [role], duties: person.duties.map((duty) => ({ ...duty, role })) }
  }
  const first = await inRole(partnership.people.officer, 'coordinator')
  const second = await inRole(partnership.people.colleague, 'coordinator')
  const third = await inRole(partnership.people.analyst, 'information_governance')
  let now = () => new Date()
  const staff = await startStaffServer(
    database.installation,
    [...questionSetRoutes, ...approvalRoutes, ...publicFormRoutes(), ...reportStaffRoutes([])],
    [first, second, third, partnership.people.supervisor, partnership.people.police],
    { clock: { now: () => now() } },
  )
  return {
    database,
    partnership,
    staff,
    ask,
    first,
    second,
    third,
    decideOn: (address: string, decision: string, as: MemberActor, why = '') =>
      staff.post(address, { decision, why }, as),
    /** Works at this moment, until `work` is done. */
    async at<Value>(moment: Date, work: () => Promise<Value>): Promise<Value> {
      now = () => moment
      try {
        return await work()
      } finally {
        now = () => new Date()
      }
    },
    async close() {
      await staff.close()
      await database.drop()
    },
  }
}
