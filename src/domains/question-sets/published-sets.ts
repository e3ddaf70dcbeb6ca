import { sql } from 'kysely'
import { type QuestionSet, questionSetSchema } from '#domains/reports'
import type { LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'

export type PublishedSet = {
  set: QuestionSet
  version: number
  validFrom: LocalDate
  /** Made by the partnership; other versions came with the product. */
  isOwn: boolean
}

/** Every published version, or those of one type, the newest first. */
export async function readPublishedSets(db: Transaction, asbType?: string): Promise<PublishedSet[]> {
  const { rows } = await sql<Omit<PublishedSet, 'set'> & { content: unknown }>`
    select version, valid_from as "validFrom", content,
      exists (select from question_set_proposal as own where own.asb_type = question_set.asb_type
        and own.version = question_set.version) as "isOwn"
    from question_set
    where ${asbType ?? null}::text is null or asb_type = ${asbType ?? null}::text
    order by asb_type, version desc`.execute(db)
  return rows.map(({ content, ...row }) => ({ ...row, set: questionSetSchema.parse(content) }))
}

/** The version asked on a day; nothing before the first. As `readQuestionSets` finds it for the public. */
export function inForce(versions: readonly PublishedSet[], day: LocalDate): PublishedSet | undefined {
  return versions
    .filter(({ validFrom }) => validFrom <= day)
    .reduce<PublishedSet | undefined>((best, each) => {
      if (best === undefined || each.validFrom > best.validFrom) return each
      return each.validFrom === best.validFrom && each.version > best.version ? each : best
    }, undefined)
}

/** Versions published for a later day, the next one first. */
export function scheduled(versions: readonly PublishedSet[], day: LocalDate): PublishedSet[] {
  return versions.filter(({ validFrom }) => validFrom > day).sort((a, b) => a.version - b.version)
}
