import fc, { type GeneratorValue } from 'fast-check'
import pg from 'pg'
import { createTestDatabase } from '../support/database.ts'
import { drawAskers } from './asker.ts'
import {
  type Attempt,
  closeDatabases,
  type Expected,
  findDisagreements,
  installAttempts,
  openDatabases,
} from './attempt.ts'
import { attemptsOnFunctions } from './attempts-on-functions.ts'
import { attemptsOnTables } from './attempts-on-tables.ts'
import { readRelations } from './catalogue.ts'
import { drawFrom } from './draw.ts'
import { loadWorld } from './rows.ts'
import { drawWorld } from './world.ts'

/** A database in which worlds are made and the oracle is asked against it. */
export type Bench = {
  owner: pg.Client
  schema: string
  /** Makes one world and tries everything in it, or these tables and functions, as everybody. Gives what disagreed. */
  tryWorld(g: GeneratorValue, only?: readonly string[]): Promise<string[]>
  /** Tries the same few worlds every time, until one disagrees about one of these tables and functions. */
  findInWorlds(most: number, ...only: readonly string[]): Promise<string[]>
  /** How often each thing was tried, by what the oracle expected of it. */
  counts: Map<string, number>
  close(): Promise<void>
}

export async function openBench(): Promise<Bench> {
  const { installation, drop } = await createTestDatabase()
  const owner = new pg.Client(installation.owner)
  await owner.connect()
  await owner.query(`set search_path = ${installation.schema}, public`)
  await installAttempts(owner)
  const relations = await readRelations(owner, installation.schema)
  const databases = openDatabases(installation)
  const counts = new Map<string, number>()

  const relationsOf = (only: readonly string[] | undefined) =>
    relations.filter(({ name }) => only === undefined || only.includes(name))

  function count(role: string, { subject, operation, expected }: Attempt): void {
    const name = `${role} ${operation} ${subject}: ${nameOf(expected)}`
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }

  const bench: Bench = {
    owner,
    schema: installation.schema,
    counts,
    async tryWorld(g, only) {
      const draw = drawFrom(g)
      const world = await loadWorld(owner, relations, drawWorld(draw))
      const disagreements: string[] = []
      for (const asker of drawAskers(draw, world)) {
        const attempts = [
          ...attemptsOnTables(draw, asker, relationsOf(only), world),
          ...attemptsOnFunctions(draw, asker, world),
        ].filter(({ subject }) => only === undefined || only.includes(subject))
        for (const attempt of attempts) count(asker.role, attempt)
        disagreements.push(...(await findDisagreements(databases, asker, attempts)))
      }
      return disagreements
    },
    async findInWorlds(most, ...only) {
      for (const g of fc.sample(fc.gen(), { numRuns: most, seed: 1 })) {
        const disagreements = await bench.tryWorld(g, only)
        if (disagreements.length > 0) return disagreements
      }
      return []
    },
    async close() {
      await closeDatabases(databases)
      await owner.end()
      await drop()
    },
  }
  return bench
}

function nameOf(expected: Expected): string {
  if (typeof expected === 'string') return expected
  if ('fails' in expected) return 'fails'
  return expected.shows.length > 0 ? 'shows some' : 'shows none'
}
