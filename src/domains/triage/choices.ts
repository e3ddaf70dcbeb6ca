import type { AsbType } from '#domains/reports'
import type { AnsweringOrganisation } from '#domains/times-to-answer'
import type { LocalDate } from '#platform/clock'

export type Queue = {
  id: string
  name: string
  organisationId: number
  organisationName: string
  teamId: string
  /** The first day on which nothing is sent there any more. */
  validTo: LocalDate | null
}
export type Area = { id: string; kind: string; code: string; name: string }

/** What the filters of a list can be set to on a day, and by when whoever holds a report of it answers. */
export type Choices = {
  types: readonly AsbType[]
  /** Of every organisation; a report shared with us may be in a queue that is not ours. */
  queues: readonly Queue[]
  areas: readonly Area[]
  holders: ReadonlyMap<number, AnsweringOrganisation>
}
