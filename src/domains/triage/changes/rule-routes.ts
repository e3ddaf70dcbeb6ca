import { z } from 'zod'
import { asMember } from '#platform/actor'
import { type FormError, readForm, type Typed, typedSchema, typedValue } from '#platform/forms'
import {
  type Answer,
  type Context,
  forRoles,
  notFound,
  page,
  Refusal,
  type Route,
  redirect,
  route,
} from '#platform/http'
import { newId } from '#platform/ids'
import { isPrompt, type LocalRule } from '../match-rule.ts'
import { changesAddress, draftAddress } from './change-parts.tsx'
import { readAnswers, readState, type State } from './change-state.ts'
import type { ListItem, WrittenRule } from './list-item.ts'
import { ruleOf } from './proposed-rules.ts'
import { getOwnDraft, type RoutingDraft, saveDraft, seenIn } from './routing-change.ts'
import { answerValue, areaValue, askedFacts, conditionsOf, type RuleFields, ruleForm } from './rule-form.ts'
import { RulePage } from './rule-page.tsx'

const ofRule = z.object({ id: z.uuid(), rule: z.union([z.uuid(), z.literal('new')]) })
type OfRule = z.output<typeof ofRule>
type Any = Context<OfRule, unknown, unknown>

type Opened = {
  draft: RoutingDraft
  state: State
  /** Undefined for a new rule. */
  item: ListItem | undefined
  rule: LocalRule | undefined
  standing: readonly ListItem[]
}

async function open(context: Any): Promise<Opened> {
  const { db, actor, params } = context
  const [draft, state] = await Promise.all([getOwnDraft(db, asMember(actor), params.id), readState(context)])
  const standing = draft.items.filter(({ what }) => what !== 'removed')
  const item = standing.find(({ id }) => id === params.rule)
  if (item === undefined && params.rule !== 'new') throw notFound('rule')
  const rule = item && ruleOf(item, state.byId, state.names)
  return { draft, state, item, rule, standing }
}

type Shown = { typed?: Typed; errors?: readonly FormError[]; conflict?: string }

async function show(context: Any, shown: Shown = {}): Promise<Answer> {
  const { draft, state, item, rule, standing } = await open(context)
  const answers = await readAnswers(context.db, state.day, rule)
  const places = standing.length + (item === undefined ? 1 : 0)
  const status = shown.conflict !== undefined ? 409 : shown.errors !== undefined ? 422 : 200
  const back = draftAddress(draft.id)
  return page(
    (frame) =>
      RulePage({
        frame: { ...frame, hasErrors: status === 422 },
        name: rule?.name,
        action: `${back}/rules/${context.params.rule}`,
        back,
        seen: draft.saves,
        places,
        names: choosable(state),
        answers,
        typed: fieldsOf(rule, item === undefined ? places : standing.indexOf(item) + 1),
        ...shown,
      }),
    { status },
  )
}

/** Queues to which nothing is sent any more cannot be chosen. */
const choosable = ({ names, earliest }: State) => ({
  ...names,
  queues: names.queues.filter(({ validTo }) => validTo === null || validTo > earliest),
})

/** A rule as its form has it. */
function fieldsOf(rule: LocalRule | undefined, place: number): Typed {
  if (rule === undefined) return { place: String(place) }
  const asked = new Map(rule.conditions.map(({ fact, expected }) => [fact, expected]))
  return {
    name: rule.name,
    type: rule.asbType?.code ?? '',
    area: rule.area === null ? '' : areaValue(rule.area),
    ...(isPrompt(rule)
      ? { does: 'prompt', prompt: rule.prompt, urgent: rule.isUrgent ? 'yes' : '' }
      : { does: 'send', queue: rule.destination.queueId }),
    place: String(place),
    ...Object.fromEntries(askedFacts.map((fact) => [fact, asked.get(fact) ?? ''])),
    answers: rule.conditions.map(answerValue),
  }
}

async function save(context: Context<OfRule, unknown, Typed>): Promise<Answer> {
  const { db, body: typed, audit } = context
  const opened = await open(context)
  const { draft, state, item, rule, standing } = opened
  const done = async (items: readonly ListItem[], summary: string) => {
    try {
      await saveDraft(db, draft, seenIn(typed), items)
    } catch (error) {
      if (!(error instanceof Refusal) || error.status !== 409) throw error
      return show(context, { typed, conflict: error.message })
    }
    audit({ kind: 'routing_rule', id: draft.id, summary })
    return redirect(draftAddress(draft.id))
  }
  if (typedValue(typed, 'do') === 'remove' && item !== undefined)
    return done(without(draft.items, item), `rule ${rule?.name ?? ''} removed in a draft`)
  const places = standing.length + (item === undefined ? 1 : 0)
  const answers = await readAnswers(db, state.day, rule)
  const read = readForm(ruleForm(choosable(state), answers, places), typed)
  if (!read.ok) return show(context, { typed, errors: read.errors })
  const written = writtenRule(read.value, opened)
  return done(placed(draft.items, item, written, read.value.place), `rule ${read.value.name} drafted`)
}

/** The list without a rule: one that holds is kept in mind as removed, one that was only drafted is gone. */
function without(items: readonly ListItem[], item: ListItem): ListItem[] {
  const others = items.filter((each) => each !== item)
  const former = item.what === 'written' ? item.replaces : item.id
  return former === null ? others : [...others, { what: 'removed', id: former }]
}

/** The list with a rule at its place among those that stand. */
function placed(
  items: readonly ListItem[],
  item: ListItem | undefined,
  written: ListItem,
  place: number,
): ListItem[] {
  const standing = items.filter((each) => each.what !== 'removed' && each !== item)
  const removed = items.filter(({ what }) => what === 'removed')
  return [...standing.slice(0, place - 1), written, ...standing.slice(place - 1), ...removed]
}

/** What was typed as an item of the list: the rule itself where it says nothing else than before. */
function writtenRule(fields: RuleFields, { item, rule, state }: Opened): ListItem {
  const [kind = null, code = null] = fields.area?.split(/:(.*)/s) ?? []
  const former = item?.what === 'written' ? item.replaces : (item?.id ?? null)
  const isForPrompt = fields.does === 'prompt'
  const written: WrittenRule = {
    what: 'written',
    id: item?.what === 'written' ? item.id : newId(),
    replaces: former,
    position: rule?.position ?? 0,
    name: fields.name,
    area_kind: kind,
    area_code: code,
    asb_type: fields.type ?? null,
    queue_id: isForPrompt ? null : (fields.queue ?? ''),
    prompt: isForPrompt ? fields.prompt : null,
    is_urgent: isForPrompt && fields.urgent === 'yes',
    valid_to: rule?.validTo ?? null,
    conditions: conditionsOf(fields),
  }
  const before = former === null ? undefined : state.byId.get(former)
  const after = ruleOf(written, state.byId, state.names)
  const isSame =
    before !== undefined &&
    after !== undefined &&
    JSON.stringify(said(before)) === JSON.stringify(said(after))
  return isSame ? { what: 'kept', id: before.id } : written
}

const said = (rule: LocalRule) => [
  rule.name,
  rule.asbType?.code,
  rule.area?.kind,
  rule.area?.code,
  rule.conditions.map(({ fact, expected }) => [fact, expected]).sort(),
  ...(isPrompt(rule) ? [rule.prompt, rule.isUrgent] : [rule.destination.queueId]),
]

/** One rule of a draft, to be changed, moved or removed; `new` adds one. */
export const ruleRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: `${changesAddress}/drafts/:id/rules/:rule`,
    permission: forRoles('coordinator'),
    audit: 'nothing',
    params: ofRule,
    handler: (context) => show(context),
  }),
  route({
    method: 'POST',
    url: `${changesAddress}/drafts/:id/rules/:rule`,
    permission: forRoles('coordinator'),
    audit: 'alter',
    params: ofRule,
    body: typedSchema,
    handler: save,
  }),
]
