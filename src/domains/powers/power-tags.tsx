import type { LocalDate } from '#platform/clock'
import { type Html, Tag } from '#platform/govuk'
import { isAgreed, powerNamed } from './powers.ts'

type Shown = {
  power: string
  status: string
  breaches: number
  endsOn: LocalDate | null
  servedAt: Date | null
}

const breachedWords = (times: number) =>
  times === 1 ? 'Breached' : `Breached ${times === 2 ? 'twice' : `${times} times`}`

/** How an intervention stands today, in words as well as in colour. */
export function StandingTag({ shown, today }: { shown: Shown; today: LocalDate }): Html {
  if (shown.status === 'undone') return <Tag text="Withdrawn or quashed" classes="govuk-tag--grey" />
  if (shown.status === 'ended' || (shown.endsOn !== null && shown.endsOn < today))
    return <Tag text="Ended" classes="govuk-tag--grey" />
  if (shown.breaches > 0) return <Tag text={breachedWords(shown.breaches)} classes="govuk-tag--red" />
  if (shown.servedAt !== null)
    return <Tag text={isAgreed(powerNamed(shown.power)) ? 'Signed' : 'Served'} classes="govuk-tag--green" />
  return <Tag text="In force" classes="govuk-tag--blue" />
}
