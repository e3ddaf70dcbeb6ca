import type { LocalDate } from '#platform/clock'
import type { Html } from '#platform/govuk'
import type { Frame } from '#platform/http'
import type { PlannedAction } from '../action-plan.ts'
import { type FormState, returned } from '../form-state.ts'
import { type PlannedCase, PlanSection } from '../plan-section.tsx'
import { CaseLayout } from './case-layout.tsx'
import type { OpenedTab } from './open-tab.ts'

/** The one action plan of a case, for everybody who works on it. */
export function PlanPage({
  frame,
  opened,
  record,
  today,
  mayAdd,
  mayFinish,
  mayReassign,
  mayAttach,
  state,
}: {
  frame: Frame
  opened: OpenedTab
  record: PlannedCase
  today: LocalDate
  mayAdd: boolean
  mayFinish: (action: PlannedAction) => boolean
  mayReassign: (action: PlannedAction) => boolean
  mayAttach: (action: PlannedAction) => boolean
  state: FormState | undefined
}): Html {
  return (
    <CaseLayout frame={frame} {...opened} {...returned(state)}>
      <PlanSection
        record={record}
        today={today}
        state={state}
        mayAdd={mayAdd}
        mayFinish={mayFinish}
        mayReassign={mayReassign}
        mayAttach={mayAttach}
        page="plan"
      />
    </CaseLayout>
  )
}
