import { type Actor, hasRole, organisationsWith } from '#platform/actor'
import type { Clock } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { Button, Details, type Html, Select, TextInput } from '#platform/govuk'
import { newId } from '#platform/ids'
import { enteringRoles } from '../quick-entry/entering-roles.ts'
import { findTasksOf, type Task } from './task.ts'
import { TaskList } from './tasks-page.tsx'

/** By when a task may be due, in hours from now. */
export const dueChoices = [
  { value: '1', text: 'Within an hour' },
  { value: '24', text: 'Tomorrow' },
  { value: '72', text: 'In three days' },
  { value: '168', text: 'In a week' },
]

/** On the page of a report: what is to be done about it, by whom and when, and the way to add something. */
export async function taskPanel(
  { db, actor, clock }: { db: Transaction; actor: Actor; clock: Clock },
  report: { id: string; reference: string; hasTasks: boolean },
): Promise<() => Html | null> {
  // Most reports have none, and the report itself was read with the answer.
  const tasks = report.hasTasks ? await findTasksOf(db, report.id) : []
  const mayAdd = hasRole(actor, ...enteringRoles)
  return () => (
    <TaskPanel
      tasks={tasks}
      reference={report.reference}
      own={organisationsWith(actor, ...enteringRoles)}
      mayAdd={mayAdd}
      now={clock.now()}
    />
  )
}

type TaskPanelProps = {
  tasks: readonly Task[]
  reference: string
  own: readonly number[]
  mayAdd: boolean
  now: Date
}

function TaskPanel({ tasks, reference, own, mayAdd, now }: TaskPanelProps): Html | null {
  if (tasks.length === 0 && !mayAdd) return null
  return (
    <section aria-labelledby="tasks">
      <h2 class="govuk-heading-m" id="tasks">
        Tasks
      </h2>
      {tasks.length > 0 && <TaskList tasks={tasks} own={own} now={now} from={`/reports/${reference}`} />}
      {mayAdd && (
        <Details summaryText="Add a task">
          <form method="post" action={`/reports/${reference}/tasks`} novalidate>
            <input type="hidden" name="id" value={newId()} />
            <TextInput id="what" name="what" label={{ text: 'What is to be done' }} />
            <Select id="due" name="due" label={{ text: 'By when' }} items={dueChoices} value="24" />
            <Button text="Add the task" classes="govuk-button--secondary" preventDoubleClick={true} />
          </form>
        </Details>
      )}
    </section>
  )
}
