import { z } from 'zod'
import { asObject, invalidValue } from './described-user.ts'
import { type Operation, readOperations } from './patch-operations.ts'
import { readFilter } from './scim-filter.ts'
import { ScimRefusal } from './scim-refusal.ts'
import { groupUrn } from './scim-schemas.ts'

/** What is to become of a group; what is undefined stays. */
export type GroupChange = {
  displayName: string | undefined
  externalId: string | undefined
  joining: string[]
  leaving: string[]
  /** Whoever is not joining leaves. */
  onlyJoining: boolean
}

const mostMembers = 20_000
const nameSchema = z.string().trim().min(1).max(255)
const externalIdSchema = z.string().max(255)
const memberSchema = z.uuid()

/**
 * Reads a group from the body of a POST or PUT: its whole membership, or as it is where the body says nothing of it.
 * @throws ScimRefusal
 */
export function readGroup(body: unknown): GroupChange & { displayName: string } {
  const sent = byLowerCase(asObject(body, 'The body is to be one Group'))
  if (Array.isArray(sent.schemas) && !sent.schemas.includes(groupUrn))
    throw new ScimRefusal(400, 'invalidSyntax', `schemas is to name ${groupUrn}`)
  return {
    displayName: nameIn(sent.displayname),
    externalId: externalIdIn(sent.externalid),
    joining: sent.members === undefined || sent.members === null ? [] : membersIn(sent.members),
    leaving: [],
    onlyJoining: sent.members !== undefined,
  }
}

/**
 * What a PATCH means for a group. Its people are moved by their ids and not as a list that is read, changed and
 * written, so that a group of thousands costs no more than what changes.
 * @throws ScimRefusal
 */
export function readGroupPatch(body: unknown): GroupChange {
  const change = {
    displayName: undefined as string | undefined,
    externalId: undefined as string | undefined,
    joining: new Set<string>(),
    leaving: new Set<string>(),
    onlyJoining: false,
  }
  for (const operation of readOperations(body))
    for (const { op, path, value } of stepsOf(operation)) {
      const [, name = '', bracket] = /^([^[]*)(?:\[([^[\]]*)\])?$/.exec(path) ?? []
      const attribute = name.replace(/^urn:ietf:params:scim:schemas:core:2\.0:group:/i, '').toLowerCase()
      if (attribute === 'displayname') change.displayName = nameIn(op === 'remove' ? undefined : value)
      else if (attribute === 'externalid') change.externalId = op === 'remove' ? '' : externalIdIn(value)
      else if (attribute === 'members') moveMembers(change, op, bracket, value)
      else if (attribute === 'id') throw new ScimRefusal(400, 'mutability', 'id cannot be changed')
      else throw new ScimRefusal(400, 'invalidPath', `There is no attribute at “${path.slice(0, 100)}”`)
    }
  return { ...change, joining: [...change.joining], leaving: [...change.leaving] }
}

type Step = { op: Operation['op']; path: string; value: unknown }

function stepsOf({ op, path, value }: Operation): Step[] {
  if (path !== undefined) return [{ op, path, value }]
  const parts = Object.entries(asObject(value, 'An operation without a path needs an object as its value'))
  return parts
    .filter(([key]) => !['id', 'schemas', 'meta'].includes(key))
    .map(([key, part]) => ({ op, path: key, value: part }))
}

type Moves = { joining: Set<string>; leaving: Set<string>; onlyJoining: boolean }

function moveMembers(moves: Moves, op: Operation['op'], bracket: string | undefined, value: unknown): void {
  if (bracket !== undefined && op !== 'remove')
    throw new ScimRefusal(400, 'invalidPath', 'Only a removal names people in brackets')
  if (op === 'remove') {
    const named = bracket === undefined ? value : readFilter(bracket).map(memberNamed)
    const everybody = named === undefined || named === null
    if (everybody) leaveAll(moves)
    for (const id of everybody ? [] : membersIn(named)) {
      moves.leaving.add(id)
      moves.joining.delete(id)
    }
  } else {
    if (op === 'replace') leaveAll(moves)
    for (const id of value === null ? [] : membersIn(value)) {
      moves.joining.add(id)
      moves.leaving.delete(id)
    }
  }
}

function leaveAll(moves: Moves): void {
  moves.onlyJoining = true
  moves.joining.clear()
}

function memberNamed({ path, value }: { path: string; value: unknown }): unknown {
  if (path !== 'value')
    throw new ScimRefusal(400, 'invalidFilter', 'People in a group are found by value alone')
  return value
}

/** Ids of people, given as ids, as `{ value }` or as a list of either. */
function membersIn(value: unknown): string[] {
  const list = Array.isArray(value) ? value : [value]
  if (list.length > mostMembers)
    throw new ScimRefusal(413, 'tooMany', `No more than ${mostMembers} people are taken at once`)
  return list.map((each) => {
    const id = typeof each === 'object' && each !== null && 'value' in each ? each.value : each
    const read = memberSchema.safeParse(id)
    if (!read.success) throw invalidValue('members: a value is not the id of a User')
    return read.data.toLowerCase()
  })
}

function nameIn(value: unknown): string {
  const read = nameSchema.safeParse(value)
  if (!read.success) throw invalidValue('displayName: a name of up to 255 characters is needed')
  return read.data
}

function externalIdIn(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined
  const read = externalIdSchema.safeParse(value)
  if (!read.success) throw invalidValue('externalId: a text of up to 255 characters')
  return read.data
}

function byLowerCase(sent: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(sent).map(([key, value]) => [key.toLowerCase(), value]))
}
