import { type Html, Layout } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { RowsTable } from '#platform/lists'
import { WorkLists, type WorkListsProps } from './my-work-page.tsx'
import { countLists, narrow, type WorkFilter, workLists, workUrl } from './work-list.ts'
import type { WorkItem } from './work-source.ts'
import { listNames, WorkTabs } from './work-table.tsx'

export type TeamPageProps = Omit<WorkListsProps, 'path' | 'showsOwner' | 'people' | 'teams'> & {
  frame: Frame
  supervises: boolean
  /** The team that is shown; the whole organisation where it has none. */
  teamName: string
  people: readonly { id: string; name: string }[]
  teams: readonly { id: string; name: string }[]
}

/** What a team has to do, by whose it is. */
export function TeamPage(props: TeamPageProps): Html {
  const { frame, teamName, supervises } = props
  return (
    <Layout {...frame} wide title={`Team board: ${teamName}`}>
      <h1 class="govuk-heading-l">Team board: {teamName}</h1>
      <WorkTabs current="team" supervises={supervises} />
      <Board {...props} />
      <WorkLists {...props} path="/work/team" showsOwner={true} />
    </Layout>
  )
}

/** Who has how much in each list; every number leads to that person's part of it. */
function Board({ items, filter, people, now }: TeamPageProps): Html | null {
  const shown = narrow(items, { ...filter, who: undefined })
  if (shown.length === 0) return null
  const rows: { who: string; name: string; own: WorkItem[] }[] = [
    ...people.map(({ id, name }) => ({
      who: id,
      name,
      own: shown.filter((item) => item.ownerMemberId === id),
    })),
    { who: 'nobody', name: 'Not taken on', own: shown.filter((item) => item.ownerMemberId === null) },
  ]
  const link = (who: string, show: WorkFilter['show'], count: number, label: string) =>
    count === 0 ? (
      '0'
    ) : (
      <a class="govuk-link" href={workUrl('/work/team', filter, { who, show })}>
        {count}
        <span class="govuk-visually-hidden">{` ${label}`}</span>
      </a>
    )
  return (
    <RowsTable
      caption="Work by person"
      captionSize="s"
      head={['Person', ...workLists.map((list) => ({ numeric: listNames[list] }))]}
      rows={rows.map(({ who, name, own }) => {
        const counts = countLists(own, now)
        return [
          name,
          ...workLists.map((list) =>
            link(who, list, counts[list], `${listNames[list].toLowerCase()}, ${name}`),
          ),
        ]
      })}
    />
  )
}
