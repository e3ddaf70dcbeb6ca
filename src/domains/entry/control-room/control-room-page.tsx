import type { AsbType } from '#domains/reports'
import { typedValue } from '#platform/forms'
import { Button, Details, type Html, Layout, Textarea, TextInput } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { harm, next, priority, repeat, usualAnswers, victim } from '../quick-entry/entry-answers.ts'
import { PlaceField } from '../quick-entry/place-field.tsx'
import {
  ChosenField,
  EntryErrors,
  KeptHere,
  OutboxBar,
  problemAt,
  type QuickFormState,
  Saved,
  StampFields,
} from '../quick-entry/quick-form.tsx'
import { EarlierReportsList, type Looked, sayEarlierReports } from './earlier-reports.tsx'

export type ControlRoomPageProps = QuickFormState & {
  frame: Frame
  types: readonly AsbType[]
  /** The reference of the entry that was just saved by a browser without script. */
  saved?: string | undefined
  looked?: Looked | undefined
}

/** The whole entry on one page, in the order of the call. */
export function ControlRoomPage(props: ControlRoomPageProps): Html {
  const { frame, types, typed, problems, saved, looked, keeper } = props
  const chosen = { typed, problems }
  return (
    <Layout {...frame} title="Control room entry" wide>
      <EntryErrors problems={problems} />
      {saved && <Saved reference={saved} />}
      <h1 class="govuk-heading-m">Control room entry</h1>
      <OutboxBar door="control-room" keeper={keeper} />
      <div class="app-quick">
        <form
          method="post"
          action="/control-room"
          class="app-quick__form"
          id="entry"
          novalidate
          data-module="quick-entry"
          data-earlier-url="/control-room/earlier"
        >
          <StampFields {...props} />
          <PlaceField
            {...chosen}
            label="1 Place"
            hint="Postcode, street or area. ~200 after it: within 200 metres. + between places: all over them. > between places: on the move. ? and why when it is not known."
            marks
          />
          <ChosenField
            {...chosen}
            question={{ field: 'type', wording: 'What', missing: 'yes', choices: types }}
            label="2 What"
          />
          <Textarea
            id="summary"
            name="summary"
            label={{ text: 'What, in the caller’s words' }}
            rows={3}
            value={typedValue(typed, 'summary')}
            errorMessage={problemAt(problems, 'summary')}
          />
          <ChosenField {...chosen} question={harm} label="3 Harm" />
          <ChosenField {...chosen} question={victim} label="4 Victim" usual={usualAnswers.victim} />
          <ChosenField {...chosen} question={repeat} label="5 Repeat: reported before?" />
          <TextInput
            id="caller_name"
            name="caller_name"
            label={{ text: '6 Caller: name' }}
            autocomplete="off"
            spellcheck={false}
            value={typedValue(typed, 'caller_name')}
            errorMessage={problemAt(problems, 'caller_name')}
          />
          <TextInput
            id="caller_phone"
            name="caller_phone"
            label={{ text: 'Caller: number' }}
            autocomplete="off"
            inputmode="tel"
            value={typedValue(typed, 'caller_phone')}
            errorMessage={problemAt(problems, 'caller_phone')}
          />
          <ChosenField {...chosen} question={priority} label="7 Priority" usual={usualAnswers.priority} />
          <ChosenField {...chosen} question={next} label="8 Next step" usual={usualAnswers.next} />
          <div class="govuk-button-group app-quick__save">
            <Button text="Save" attributes={{ 'aria-keyshortcuts': 'Control+Enter' }} />
            <Button
              text="Show earlier reports"
              name="look"
              value="yes"
              classes="govuk-button--secondary app-quick__look"
            />
            <p class="app-quick__keys">
              <kbd>Ctrl+Enter</kbd> saves, <kbd>F2</kbd> and a number goes to an answer, <kbd>F8</kbd> says
              that somebody is at risk
            </p>
          </div>
        </form>
        <section class="app-quick__beside" aria-labelledby="earlier">
          <h2 class="govuk-heading-s" id="earlier" tabindex={-1}>
            Earlier reports
          </h2>
          <p class="govuk-body-s" id="earlier-said" role="status">
            {looked
              ? sayEarlierReports(looked)
              : 'What was reported at the place before, and who calls, is shown here.'}
          </p>
          <div id="earlier-list">{looked && <EarlierReportsList {...looked} />}</div>
        </section>
      </div>
      <Help />
    </Layout>
  )
}

/** Function keys and Ctrl+Enter alone: neither browsers on Windows nor NVDA and JAWS use these for anything here. */
const keys: readonly (readonly [string, string])[] = [
  ['Ctrl+Enter', 'save, from anywhere'],
  ['F2 then 1 to 8', 'go to that answer'],
  ['F2 then 9', 'go to the earlier reports'],
  ['~200', 'after a place: somewhere within 200 metres of it; ~2km as well'],
  ['+', 'between places, with spaces: all over the area of them; ~area after one place'],
  ['>', 'between places, with spaces: on the move from one to the next; ~moving after one place'],
  ['F8', 'somebody is at risk now: sets harm and priority'],
  ['Down, Up, Enter', 'choose a suggested place; Esc puts the suggestions away'],
  ['First letter', 'choose in a list'],
]

function Help(): Html {
  return (
    <Details summaryText="Keys, and what is kept in this browser">
      <dl class="app-keys">
        {keys.map(([key, does]) => (
          <div>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <p class="govuk-body-s">
        Place, what, harm, victim and repeat are asked for, or why they are not known. When somebody is at
        risk nothing is: save what there is. What is left for later becomes a task.
      </p>
      <KeptHere />
    </Details>
  )
}
