import type pg from 'pg'
import { insertRows } from './insert-rows.ts'
import { CITY } from './organisation-facts.ts'

/** How the made-up partnership would ask the first question on noise more plainly. */
const reworded = { en: 'Which noise is it?', cy: 'Pa sŵn ydyw?' }

/** Writes one proposed change of questions and one of advice, which wait for a second person. */
export async function loadQuestionSetProposal(owner: pg.ClientBase): Promise<void> {
  const { rows } = await owner.query<{
    version: number
    content: { what: readonly { id: string }[] } & Record<string, unknown>
    proposer: string
    from: string
  }>(`
    select version, content, (current_date + 42)::text as from,
      (select member_id from membership where role = 'coordinator' and valid_to is null order by id limit 1) as proposer
    from question_set where asb_type = 'noise' order by version desc limit 1`)
  const [noise] = rows
  if (noise === undefined) return
  const what = noise.content.what.map((question) =>
    question.id === 'noise_kind' ? { ...question, wording: reworded } : question,
  )
  await insertRows(owner, 'question_set_proposal', [
    {
      id: '0e000000-0000-7000-8000-000000000001',
      asb_type: 'noise',
      based_on: noise.version,
      content: { ...noise.content, version: noise.version + 1, validFrom: noise.from, what },
      valid_from: noise.from,
      reason: 'People who were asked did not know what ‘kind of noise’ means. The options stay as they are.',
      proposed_by: noise.proposer,
    },
  ])
  await insertRows(owner, 'type_advice_proposal', [
    {
      id: '0e000000-0000-7000-8000-000000000002',
      organisation_id: CITY,
      asb_type: 'begging',
      advice: {
        en: 'Asking for money is not anti-social behaviour in itself.',
        cy: 'Nid yw gofyn am arian yn ymddygiad gwrthgymdeithasol ynddo’i hun.',
      },
      who_deals: {
        en: 'Our outreach team, every day from 6am. The police deal with threats, on [101](tel:101).',
        cy: 'Ein tîm allgymorth, bob dydd o 6yb. Yr heddlu sy’n delio â bygythiadau, ar [101](tel:101).',
      },
      valid_from: noise.from,
      reason: 'The outreach team goes out earlier from then on.',
      proposed_by: noise.proposer,
    },
  ])
}
