import { formatAge, formatDateTime } from '#platform/clock'
import { Button, type Html, Layout, TextInput } from '#platform/govuk'
import type { Frame } from '#platform/http'
import type { Task, TaskFilter } from './task.ts'

export type TasksPageProps = {
  frame: Frame
  tasks: readonly Task[]
  filter: TaskFilter
  /** Whether there is a team of theirs to show alone. */
  hasTeam: boolean
  /** The organisations whose tasks they may close. */
  own: readonly number[]
  problem?: { id: string; message: string } | undefined
  now: Date
}

const shows: readonly (readonly [TaskFilter['show'], string])[] = [
  ['open', 'Open'],
  ['overdue', 'Overdue'],
  ['done', 'Done'],
]

/** What was put off when reports were entered, the most urgent first. */
export function TasksPage(props: TasksPageProps): Html {
  const { frame, tasks, filter, hasTeam } = props
  const { show, team } = filter
  return (
    <Layout {...frame} title="Tasks" wide>
      <h1 class="govuk-heading-l">Tasks</h1>
      <nav aria-label="Which tasks">
        <ul class="govuk-list app-choices">
          {shows.map(([value, label]) => (
            <Choice href={addressOf({ show: value, team })} label={label} isChosen={value === show} />
          ))}
          {hasTeam && (
            <Choice href={addressOf({ show, team: 'mine' })} label="My team" isChosen={team === 'mine'} />
          )}
          {hasTeam && (
            <Choice href={addressOf({ show, team: 'all' })} label="All teams" isChosen={team === 'all'} />
          )}
        </ul>
      </nav>
      {tasks.length === 0 ? (
        <p class="govuk-body">Nothing is waiting here.</p>
      ) : (
        <TaskList {...props} from={addressOf(filter)} />
      )}
    </Layout>
  )
}

function Choice({ href, label, isChosen }: { href: string; label: string; isChosen: boolean }): Html {
  return (
    <li>
      <a
        class="govuk-link govuk-link--no-visited-state"
        href={href}
        aria-current={isChosen ? 'true' : undefined}
      >
        {label}
      </a>
    </li>
  )
}

export function addressOf({ show, team }: TaskFilter): string {
  return `/tasks?${new URLSearchParams({ show, team })}`
}

type TaskListProps = Pick<TasksPageProps, 'tasks' | 'own' | 'problem' | 'now'> & {
  /** The page to come back to. */
  from: string
}

export function TaskList({ tasks, own, problem, now, from }: TaskListProps): Html {
  return (
    <ul class="govuk-list app-tasks">
      {tasks.map((task) => (
        <li class="app-tasks__task">
          <p class="govuk-body app-tasks__what">
            <b>{task.what}</b>{' '}
            <a class="govuk-link" href={`/reports/${task.reference}`}>
              {task.reference}
            </a>
          </p>
          <p class="govuk-body-s app-tasks__facts">
            {task.organisationName}
            {task.teamName && `, ${task.teamName}`}. <When task={task} now={now} />
          </p>
          {task.doneAt === null && own.includes(task.organisationId) && (
            <CloseForm
              task={task}
              from={from}
              problem={problem?.id === task.id ? problem.message : undefined}
            />
          )}
        </li>
      ))}
    </ul>
  )
}

function When({ task: { dueAt, doneAt, doneByName, outcome }, now }: { task: Task; now: Date }): Html {
  if (doneAt !== null)
    return (
      <>
        Done {formatDateTime(doneAt)} by {doneByName ?? 'somebody'}: {outcome}
      </>
    )
  const due = <time datetime={dueAt.toISOString()}>{formatDateTime(dueAt)}</time>
  return dueAt < now ? (
    <strong class="app-tasks__late">
      {formatAge(dueAt, now)} overdue, since {due}
    </strong>
  ) : (
    <>Due {due}</>
  )
}

function CloseForm({ task, from, problem }: { task: Task; from: string; problem: string | undefined }): Html {
  return (
    <form method="post" action={`/tasks/${task.id}`} class="app-tasks__close" novalidate>
      <input type="hidden" name="from" value={from} />
      <TextInput
        id={`outcome-${task.id}`}
        name="outcome"
        label={{
          html: (
            <>
              What came of it<span class="govuk-visually-hidden">: {task.what}</span>
            </>
          ),
          classes: 'govuk-label--s',
        }}
        errorMessage={problem === undefined ? undefined : { text: problem }}
      />
      <Button text="Done" classes="govuk-button--secondary" preventDoubleClick={true} />
    </form>
  )
}
