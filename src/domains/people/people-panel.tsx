import type { MemberActor } from '#platform/actor'
import { type Actor, asMember } from '#platform/actor'
import type { Transaction } from '#platform/database'
import type { Html } from '#platform/govuk'
import { nameWords, roleWords } from './person-words.ts'
import { type PersonInReport, readPeople } from './read-people.ts'

type PanelReport = {
  id: string
  reference: string
  hasPeople: boolean
  holder: { organisationId: number } | null
}

/** What people adds to a report's page, for the organisation that holds it: who is named, and which profile they are. */
export async function peoplePanel(
  { db, actor }: { db: Transaction; actor: Actor },
  report: PanelReport,
): Promise<() => Html | null> {
  if (!report.hasPeople || !holds(asMember(actor), report)) return () => null
  const people = await readPeople(db, report.id)
  return () => (people.length === 0 ? null : <PeoplePanel reference={report.reference} people={people} />)
}

const holds = ({ organisations }: MemberActor, { holder }: PanelReport) =>
  holder !== null && organisations.includes(holder.organisationId)

function PeoplePanel({ reference, people }: { reference: string; people: readonly PersonInReport[] }): Html {
  const open = people.filter(({ suggestions }) => suggestions.length > 0).length
  return (
    <section aria-labelledby="people">
      <h2 class="govuk-heading-m" id="people">
        People
      </h2>
      <ul class="govuk-list">
        {people.map((person) => (
          <li>
            {`${roleWords(person.role)}: `}
            {person.profileId === null ? (
              nameWords(person.name)
            ) : (
              <a class="govuk-link" href={`/profiles/${person.profileId}`}>
                {nameWords(person.name)}
              </a>
            )}
            {person.otherReports > 0 && `, in ${person.otherReports} more`}
          </li>
        ))}
      </ul>
      <p class="govuk-body-s">
        <a class="govuk-link" href={`/reports/${reference}/people`}>
          {open > 0 ? `Who is it? ${open} to decide` : 'Who they were matched to, and why'}
        </a>
      </p>
    </section>
  )
}
