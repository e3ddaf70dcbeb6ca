import { formatDate } from '#platform/clock'
import { ErrorsAtTop, errorOf, typedValue, typedValues } from '#platform/forms'
import { Button, Checkboxes, type Html, Layout, Select, Tag } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { RowsTable } from '#platform/lists'
import { type Back, DateBoxes, Line } from './form-parts.tsx'
import { type Power, powersOff } from './powers.ts'
import { inWords, takenBy } from './rules/next-steps.ts'
import type { PilotArea, ProposedSwitch } from './switch-power.ts'

/** What is in force, and the powers of the Bill that two people switch on. */
export function PowersInForcePage({
  frame,
  inForce,
  switches,
  areas,
  mayDecide,
  memberId,
  back,
}: {
  frame: Frame
  inForce: readonly Power[]
  switches: readonly ProposedSwitch[]
  areas: readonly PilotArea[]
  mayDecide: boolean
  memberId: string
  back: Back
}): Html {
  return (
    <Layout {...frame} wide title="Powers in force">
      <ErrorsAtTop errors={back.errors} />
      <h1 class="govuk-heading-l">Powers in force</h1>
      <RowsTable
        caption="Powers in force"
        head={['Power', 'Who may use it', 'Clocks', 'Law', 'Checked']}
        none="None"
        rows={inForce.map((power) => [
          [power.name, ...(power.replacedBy ?? []).map(takenBy)].join('. '),
          power.users.join(', '),
          power.clocks.map((clock) => `${clock.words}: ${inWords(clock)}`).join('. ') || '–',
          power.source,
          power.verified && power.clocks.every(({ verified }) => verified) ? (
            'Yes'
          ) : (
            <Tag text="Default, to be checked locally" classes="govuk-tag--yellow" />
          ),
        ])}
      />
      <h2 class="govuk-heading-m">Powers of the Crime and Policing Bill</h2>
      <p class="govuk-body">Off until one person proposes a day and another approves it.</p>
      <RowsTable
        caption="Powers that were switched on or proposed"
        head={['Power', 'From', 'Where', 'Because', 'Proposed by', 'Approved by']}
        none="None is proposed."
        rows={switches.map((each) => [
          powersOff.find(({ code }) => code === each.power)?.source ?? each.power,
          formatDate(each.fromOn),
          each.areas.length === 0
            ? 'Everywhere'
            : `Pilot: ${each.areas.map((code) => areas.find((area) => area.code === code)?.name ?? code).join(', ')}`,
          each.because,
          each.proposedByName,
          each.approvedByName ??
            (mayDecide && each.proposedBy !== memberId ? (
              <form method="post" action={`/powers/switches/${each.id}/approve`}>
                <Button text="Approve" classes="govuk-button--secondary" preventDoubleClick={true} />
              </form>
            ) : (
              'Awaits a second person'
            )),
        ])}
      />
      {mayDecide && (
        <form method="post" action="/powers/switches" novalidate>
          <h3 class="govuk-heading-s">Propose to switch one on</h3>
          <Select
            name="power"
            label={{ text: 'Power', classes: 'govuk-label--s' }}
            items={[
              { value: '', text: 'Choose' },
              ...powersOff.map(({ code, name, source }) => ({ value: code, text: `${name} (${source})` })),
            ]}
            value={typedValue(back.typed, 'power')}
            errorMessage={errorOf(back.errors, 'power')}
          />
          <DateBoxes name="from" label="In force from" back={back} />
          {areas.length > 0 && (
            <Checkboxes
              name="areas"
              classes="govuk-checkboxes--small"
              fieldset={{
                legend: { text: 'Only here: a pilot (optional)', classes: 'govuk-fieldset__legend--s' },
              }}
              hint={{ text: 'Choose none where it holds everywhere' }}
              items={areas.map(({ code, name }) => ({ value: code, text: name }))}
              values={typedValues(back.typed, 'areas')}
            />
          )}
          <Line name="because" label="The regulations that bring it into force" back={back} />
          <Button text="Propose" preventDoubleClick={true} />
        </form>
      )}
    </Layout>
  )
}
