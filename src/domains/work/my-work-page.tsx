import { CoverNote } from '#domains/organisations'
import type { MemberActor } from '#platform/actor'
import { type Html, Layout } from '#platform/govuk'
import type { Frame } from '#platform/http'
import type { WorkNames } from './gather-work.ts'
import { countLists, inOrder, listOf, narrow, type WorkFilter, workLists, workUrl } from './work-list.ts'
import type { WorkItem } from './work-source.ts'
import { ListLinks, listNames, WorkFilters, WorkTable, WorkTabs } from './work-table.tsx'

export type MyWorkPageProps = {
  frame: Frame
  actor: MemberActor
  filter: WorkFilter
  items: readonly WorkItem[]
  cutShort: boolean
  kindNames: ReadonlyMap<string, string>
  names: WorkNames
  supervises: boolean
  now: Date
}

/** How many rows of a list stand on the page of all lists. */
const rowsOfEach = 10

/** What one person has to do, and what they wait for: late first, then today, then what nobody has opened. */
export function MyWorkPage(props: MyWorkPageProps): Html {
  const { frame, actor, filter, supervises } = props
  return (
    <Layout {...frame} wide title="My work">
      <h1 class="govuk-heading-l">My work</h1>
      <CoverNote actor={actor} />
      <WorkTabs current="mine" supervises={supervises} />
      <WorkLists {...props} path="/work" showsOwner={actor.duties.some(({ coversFor }) => coversFor)} />
      {filter.show === 'all' && (
        <p class="govuk-body-s">
          Reports that wait to be decided are in the{' '}
          <a class="govuk-link" href="/queue">
            queue
          </a>
          .
        </p>
      )}
    </Layout>
  )
}

export type WorkListsProps = Omit<MyWorkPageProps, 'frame' | 'actor' | 'supervises'> & {
  path: string
  showsOwner: boolean
  people?: readonly { id: string; name: string }[]
  teams?: readonly { id: string; name: string }[]
}

/** The lists of a work page beside its filters; one of them alone where it was asked for. */
export function WorkLists(props: WorkListsProps): Html {
  const { path, filter, items, cutShort, kindNames, names, showsOwner, now, people, teams } = props
  const shown = narrow(items, filter)
  const counts = countLists(shown, now)
  const lists = workLists.filter((list) => filter.show === 'all' || filter.show === list)
  const organisations = new Set(items.map(({ ownerOrganisationId }) => ownerOrganisationId))
  const ordered = inOrder(shown, filter.sort)
  return (
    <>
      <ListLinks path={path} filter={filter} counts={counts} cutShort={cutShort} />
      <div class="app-list-with-filters">
        <div class="app-list-with-filters__list">
          <p class="app-list-with-filters__jump">
            <a class="govuk-link" href="#filters">
              Search and filter
            </a>
          </p>
          <div data-module="queue-keys">
            {shown.length === 0 && <p class="govuk-body">Nothing is waiting here.</p>}
            {lists
              .filter((list) => counts[list] > 0)
              .map((list) => {
                const all = ordered.filter((item) => listOf(item, now) === list)
                const rows = filter.show === 'all' ? all.slice(0, rowsOfEach) : all
                return (
                  <section aria-labelledby={`list-${list}`}>
                    <h2 class="govuk-heading-s app-work__heading" id={`list-${list}`}>
                      {`${listNames[list]} (${counts[list]})`}
                    </h2>
                    <WorkTable
                      caption={listNames[list]}
                      items={rows}
                      kindNames={kindNames}
                      names={names}
                      showsOwner={showsOwner}
                      showsOrganisation={organisations.size > 1}
                      now={now}
                    />
                    {all.length > rows.length && (
                      <p class="govuk-body-s">
                        <a class="govuk-link" href={workUrl(path, filter, { show: list })}>
                          {`See all ${all.length}: ${listNames[list].toLowerCase()}`}
                        </a>
                      </p>
                    )}
                  </section>
                )
              })}
          </div>
        </div>
        <WorkFilters
          path={path}
          filter={filter}
          kinds={[...kindNames]}
          {...(people === undefined ? {} : { people })}
          {...(teams === undefined ? {} : { teams })}
        />
      </div>
    </>
  )
}
