import type { Html } from '#platform/govuk'
import { Choice, type Filled, Line, Words } from './dense-fields.tsx'
import { attendedChoices, gradeItems } from './read-incident.ts'

const attendedNames: Readonly<Record<(typeof attendedChoices)[number], string>> = {
  yes: 'Yes',
  no: 'No',
  not_known: 'Not known yet',
}

/** What a force requires when its own form makes a report, and the first entry of its log. */
export function IncidentFields(filled: Filled): Html {
  return (
    <>
      <Line {...filled} name="incident_number" label="Incident number" hint="Of command and control" />
      <Choice {...filled} name="grade" label="Grade" items={gradeItems()} />
      <Line {...filled} name="officer_number" label="Your officer or staff number" />
      <Choice
        {...filled}
        name="attended"
        label="Has somebody attended?"
        items={attendedChoices.map((value) => ({ value, text: attendedNames[value] }))}
      />
      <Line {...filled} name="occurrence_number" label="Occurrence number" hint="May be given later" />
      <div class="app-assisted__wide">
        <Words
          {...filled}
          name="log_words"
          label="First entry of the police log"
          hint="Your force alone reads the log. Entries are added and never changed."
          rows={4}
        />
      </div>
    </>
  )
}
