import { channelNames, channels } from '#domains/reports'
import { type Child, dangerousHtml, type Html, renderToString } from '#platform/govuk'
import type { Area, Choices } from './choices.ts'
import type { QueueView } from './queue.ts'
import { type ListedStatus, openStatuses, type QueueFilter, queueUrl } from './queue-filter.ts'

type QueueFiltersProps = {
  filter: QueueFilter
  view: QueueView
  choices: Choices
  actor: { organisations: readonly number[] }
}

type Option = readonly [value: string, text: string]

/** Everything the list can be narrowed by, as one form whose fields become the address. */
export function QueueFilters({ filter, view, choices, actor }: QueueFiltersProps): Html {
  const queues = choices.queues.filter(
    ({ organisationId }) => actor.organisations.includes(organisationId) === (filter.held === 'us'),
  )
  return (
    <search class="app-filters app-list-with-filters__filters" id="filters">
      <form method="get" action="/queue">
        <div class="govuk-form-group">
          <label class="govuk-label govuk-label--s" for="q">
            Reference or words
          </label>
          <input class="govuk-input" id="q" name="q" type="search" value={filter.q} data-queue-search />
        </div>
        <input type="hidden" name="status" value={filter.status} />
        <div class="app-filters__fields">
          <Choice name="queue" label="Queue" chosen={filter.queue}>
            {queues.map((queue) =>
              option(
                [
                  queue.id,
                  `${filter.held === 'us' ? '' : `${queue.organisationName}: `}${queue.name}${counted(view.byQueue.get(queue.id))}`,
                ],
                filter.queue,
              ),
            )}
          </Choice>
          <Choice name="type" label="Type" chosen={filter.type}>
            {choices.types.map(({ code, label }) =>
              option([code, `${label}${counted(view.byType.get(code))}`], filter.type),
            )}
          </Choice>
          <Choice name="area" label="Area" chosen={filter.area}>
            <AreaGroups areas={choices.areas} chosen={filter.area} />
          </Choice>
          <Options name="claim" label="Claimed" options={claims} chosen={filter.claim} />
          <Options name="impact" label="Impact" options={impacts} chosen={filter.impact} />
          <Options name="age" label="Age" options={ageNames} chosen={filter.age} />
          <Options name="channel" label="How it came" options={channelOptions} chosen={filter.channel} />
          <fieldset class="govuk-fieldset app-filters__dates">
            <legend class="govuk-label govuk-label--s">Filed</legend>
            <Day name="from" label="From" value={filter.from} />
            <Day name="to" label="To" value={filter.to} />
          </fieldset>
          <Choice name="sort" label="Order" chosen={filter.sort} withoutAny>
            {(openStatuses.includes(filter.status as ListedStatus) ? sortNames : sortNames.slice(0, 2)).map(
              (each) => option(each, filter.sort),
            )}
          </Choice>
          <Choice name="held" label="Whose" chosen={filter.held} withoutAny>
            {holders.map((each) => option(each, filter.held))}
          </Choice>
        </div>
        <button class="govuk-button app-button--small" type="submit">
          Apply filters
        </button>{' '}
        <a class="govuk-link app-filters__clear" href={queueUrl({ ...cleared, status: filter.status })}>
          Clear filters
        </a>
      </form>
    </search>
  )
}

const cleared: QueueFilter = { q: '', status: 'awaiting_triage', held: 'us', sort: 'oldest' }
const claims: readonly Option[] = [
  ['me', 'By me'],
  ['nobody', 'By nobody'],
]
const impacts: readonly Option[] = [['high', 'High alone']]
const ageNames: readonly Option[] = [
  ['1', 'Over a day'],
  ['3', 'Over 3 days'],
  ['7', 'Over a week'],
  ['28', 'Over 4 weeks'],
]
const channelOptions: readonly Option[] = channels.map((channel) => [channel, channelNames[channel]])
const sortNames: readonly Option[] = [
  ['oldest', 'Oldest first'],
  ['newest', 'Newest first'],
  ['urgent', 'Most urgent first'],
  ['type', 'Type'],
  ['area', 'Ward'],
]
const holders: readonly Option[] = [
  ['us', 'Held by us'],
  ['others', 'Shared with us'],
]

function counted(number: number | undefined): string {
  return number === undefined ? '' : ` (${number > 1_000 ? '1,000+' : number})`
}

function option([value, text]: Option, chosen: string | undefined): Html {
  return (
    <option value={value} selected={value === chosen}>
      {text}
    </option>
  )
}

function Options(props: {
  name: string
  label: string
  options: readonly Option[]
  chosen: string | undefined
}): Html {
  const { name, label, options, chosen } = props
  return (
    <Choice name={name} label={label} chosen={chosen}>
      {options.map((each) => option(each, chosen))}
    </Choice>
  )
}

type ChoiceProps = {
  name: string
  label: string
  chosen: string | undefined
  withoutAny?: boolean
  children?: Child
}

function Choice({ name, label, withoutAny, children }: ChoiceProps): Html {
  return (
    <div class="govuk-form-group">
      <label class="govuk-label govuk-label--s" for={name}>
        {label}
      </label>
      <select class="govuk-select" id={name} name={name}>
        {!withoutAny && <option value="">Any</option>}
        {children}
      </select>
    </div>
  )
}

/** Hundreds of options, the same on every page: rendered once for each list of areas. */
const renderedGroups = new WeakMap<readonly Area[], Html>()

function AreaGroups({ areas, chosen }: { areas: readonly Area[]; chosen: string | undefined }): Html {
  const groups = renderedGroups.get(areas) ?? dangerousHtml(renderToString(<AllGroups areas={areas} />))
  renderedGroups.set(areas, groups)
  const current = areas.find(({ id }) => id === chosen)
  return (
    <>
      {current && option([current.id, current.name], chosen)}
      {groups}
    </>
  )
}

function AllGroups({ areas }: { areas: readonly Area[] }): Html {
  const groups: readonly Option[] = [
    ['beat', 'Beats'],
    ['ward', 'Wards'],
    ['district', 'Districts'],
  ]
  return (
    <>
      {groups.map(([kind, label]) => (
        <optgroup label={label}>
          {areas.filter((area) => area.kind === kind).map(({ id, name }) => option([id, name], undefined))}
        </optgroup>
      ))}
    </>
  )
}

function Day({ name, label, value }: { name: string; label: string; value: string | undefined }): Html {
  return (
    <div class="govuk-form-group">
      <label class="govuk-label" for={name}>
        {label}
      </label>
      <input class="govuk-input" id={name} name={name} type="date" value={value} />
    </div>
  )
}
