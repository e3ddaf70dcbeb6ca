import { Lines } from '#domains/public-pages'
import { formatDate, formatDateTime } from '#platform/clock'
import { type Html, SummaryList, Tag } from '#platform/govuk'
import { hasCome, lacksForOutcome } from '../panel.ts'
import { meetingReasons, minuteSubjects } from '../review.ts'
import { codesOf, fieldsOf, ReviewForm } from './form-parts.tsx'
import type { ReviewPageProps } from './overview-page.tsx'
import { ReviewLayout } from './review-layout.tsx'

const answers = {
  '': 'No answer yet',
  in_person: 'Comes in person',
  remote: 'Joins by phone or video',
  represented: 'Somebody comes for them',
  written: 'Writes down what they want to say',
  no: 'Does not want to take part',
} as const

/** The meeting: who chairs it, the victim's place in it, what was considered and why, what was recommended. */
export function PanelPage(props: ReviewPageProps): Html {
  const { frame, review, record, may, state, isDone } = props
  const address = `/reviews/${review.reference}`
  const { panel, minutes } = record
  const arrange = fieldsOf('arrange', state)
  const held = fieldsOf('held', state)
  const minute = fieldsOf('minute', state)
  const outcome = fieldsOf('outcome', state)
  const lacking = lacksForOutcome(record)
  return (
    <ReviewLayout frame={frame} review={review} current="panel" errors={state?.errors ?? []} isDone={isDone}>
      {panel === undefined ? (
        <p class="govuk-body">No panel is arranged.</p>
      ) : (
        <SummaryList
          rows={[
            { key: { text: 'When' }, value: { text: formatDateTime(panel.meets_at) } },
            { key: { text: 'Place' }, value: { text: panel.place } },
            {
              key: { text: 'Chair' },
              value: {
                text: `${panel.chair_name} (${panel.chair_from}), ${panel.chair_is_independent ? 'independent' : `not independent: ${panel.chair_because}`}`,
              },
            },
            { key: { text: 'Members' }, value: { html: <Lines text={panel.members} /> } },
            {
              key: { text: 'Victim' },
              value: {
                text: panel.victim_invited
                  ? `Invited. ${answers[panel.victim_answer]}. ${panel.victim_words}`
                  : `Not invited: ${panel.not_invited_because}`,
              },
            },
            ...(panel.held_at === null
              ? []
              : [
                  { key: { text: 'Held' }, value: { text: formatDateTime(panel.held_at) } },
                  { key: { text: 'There' }, value: { html: <Lines text={panel.attended} /> } },
                  ...(panel.absent === ''
                    ? []
                    : [{ key: { text: 'Not there' }, value: { html: <Lines text={panel.absent} /> } }]),
                  {
                    key: { text: 'The victim was' },
                    value: { text: panel.victim_attended ? 'There' : 'Not there' },
                  },
                ]),
          ]}
        />
      )}
      {may.has('arrange_panel') && panel?.held_at == null && (
        <section aria-labelledby="arrange-heading">
          <h2 class="govuk-heading-m" id="arrange-heading">
            {panel === undefined ? 'Arrange the panel' : 'Arrange it anew'}
          </h2>
          <ReviewForm
            action={`${address}/panel`}
            version={review.version}
            button="Arrange and invite"
            isSecondary={panel !== undefined}
          >
            {arrange.day('on', 'Day')}
            {arrange.input('at', 'Time', 'For example 2pm or 14:00')}
            {arrange.input('place', 'Place, or how to join')}
            {arrange.input('chair', 'Chair')}
            {arrange.input('from', 'Chair comes from')}
            {arrange.radios('independent', 'Did the chair’s organisation deal with the complaints?', [
              { value: 'yes', text: 'No: the chair is independent' },
              { value: 'no', text: 'Yes' },
            ])}
            {arrange.input('chairBecause', 'If yes: why there is no independent chair')}
            {arrange.area('members', 'Members', 'One on each line, with their organisation')}
            {arrange.radios('invited', 'The victim is', [
              { value: 'yes', text: 'Invited' },
              { value: 'no', text: 'Not invited' },
            ])}
            {arrange.input('notInvited', 'If not: why, as they are told')}
          </ReviewForm>
        </section>
      )}
      {may.has('hold_panel') && panel !== undefined && panel.held_at === null && (
        <section aria-labelledby="held-heading">
          <h2 class="govuk-heading-m" id="held-heading">
            Record who was there
          </h2>
          {!hasCome(panel, props.today) && (
            <p class="govuk-inset-text">
              {`From ${formatDate(panel.meets_at)} on, the day of the panel. Where it met earlier, arrange it anew for that day.`}
            </p>
          )}
          {(hasCome(panel, props.today) || state?.form === 'held') && (
            <ReviewForm action={`${address}/held`} version={review.version} button="Save attendance">
              {held.area('attended', 'There', 'One on each line, with their organisation')}
              {held.area('absent', 'Not there', undefined, 2)}
              {held.radios('victim', 'The victim, or somebody for them, was', [
                { value: 'yes', text: 'There' },
                { value: 'no', text: 'Not there' },
              ])}
            </ReviewForm>
          )}
        </section>
      )}
      <h2 class="govuk-heading-m">Minutes</h2>
      {minutes.length === 0 && <p class="govuk-body">Nothing is minuted yet.</p>}
      {minutes.map((each) => (
        <section class="app-agenda" aria-label={minuteSubjects[each.subject]}>
          <h3 class="govuk-heading-s">
            {`${minuteSubjects[each.subject]} · ${each.organisationName} · ${each.memberName} `}
            {each.is_private && (
              <Tag text={`Private: ${each.organisationName} alone`} classes="govuk-tag--purple" />
            )}
          </h3>
          <p class="govuk-body">
            <Lines text={each.words} />
          </p>
        </section>
      ))}
      {may.has('minute') && (
        <ReviewForm
          action={`${address}/minutes`}
          version={review.version}
          button="Add to the minutes"
          isSecondary
        >
          {minute.select('subject', 'About', codesOf(minuteSubjects))}
          {minute.area('words', 'Minutes')}
          {minute.radios('read', 'Who reads it', [
            { value: 'all', text: 'All bodies of the review' },
            { value: 'own', text: 'Our organisation alone' },
          ])}
        </ReviewForm>
      )}
      <Recommendations {...props} />
      {may.has('tell_outcome') && (
        <section aria-labelledby="outcome-heading">
          <h2 class="govuk-heading-m" id="outcome-heading">
            Tell the outcome
          </h2>
          {lacking.length > 0 && (
            <>
              <p class="govuk-body">Before the outcome is told:</p>
              <ul class="govuk-list govuk-list--bullet">
                {lacking.map((each) => (
                  <li>{each}</li>
                ))}
              </ul>
            </>
          )}
          <ReviewForm action={`${address}/outcome`} version={review.version} button="Tell the outcome">
            {outcome.select('code', 'It rests on', codesOf(meetingReasons))}
            {outcome.area('reasons', 'Reasons of the panel')}
            {outcome.area(
              'told',
              'What the applicant is told',
              'The recommendations and how to appeal are added.',
            )}
          </ReviewForm>
        </section>
      )}
    </ReviewLayout>
  )
}

function Recommendations({ review, record, may, mine, today, state }: ReviewPageProps): Html {
  const address = `/reviews/${review.reference}/recommendations`
  const make = fieldsOf('recommend', state)
  return (
    <>
      <h2 class="govuk-heading-m">Recommendations</h2>
      {record.recommendations.length === 0 && <p class="govuk-body">Nothing is recommended yet.</p>}
      {record.recommendations.map((each) => {
        const isOpen = each.status === 'made' || each.status === 'accepted'
        const answer = fieldsOf(`answer-${each.id}`, state)
        const finish = fieldsOf(`finish-${each.id}`, state)
        const isOurs = mine.includes(each.organisation_id) && may.has('answer_recommendation')
        return (
          <section class="app-agenda" aria-label={each.what}>
            <h3 class="govuk-heading-s">{each.what}</h3>
            <p class="govuk-body">
              {`${each.organisationName}, by ${formatDate(each.due_on)}. `}
              {each.status === 'made' && `Answer by ${formatDate(each.respond_due_on)}. `}
              {each.ownerName !== null && `Owner: ${each.ownerName}. `}
              <Tag
                text={stateNames[each.status]}
                classes={isOpen ? 'govuk-tag--yellow' : 'govuk-tag--grey'}
              />
              {isOpen && each.due_on < today && <strong class="app-late"> Late</strong>}
            </p>
            {each.response !== '' && <p class="govuk-body">{each.response}</p>}
            {each.outcome !== '' && <p class="govuk-body">{each.outcome}</p>}
            {isOurs && each.status === 'made' && (
              <ReviewForm
                action={`${address}/${each.id}/answer`}
                version={review.version}
                button="Answer"
                isSecondary
              >
                {answer.radios('answer', 'Our answer', [
                  { value: 'accept', text: 'We do it' },
                  { value: 'refuse', text: 'We do not, because:' },
                ])}
                {answer.input('response', 'How, or why not')}
              </ReviewForm>
            )}
            {isOurs && each.status === 'accepted' && (
              <ReviewForm
                action={`${address}/${each.id}/finish`}
                version={review.version}
                button="Done"
                isSecondary
              >
                {finish.input('outcome', 'What came of it')}
              </ReviewForm>
            )}
          </section>
        )
      })}
      {may.has('recommend') && (
        <ReviewForm action={address} version={review.version} button="Recommend" isSecondary>
          {make.area('what', 'What should be done', undefined, 2)}
          {make.select(
            'body',
            'By whom',
            review.bodies.map(({ id, name }) => ({ value: String(id), text: name })),
          )}
          {make.day('due', 'By when')}
        </ReviewForm>
      )}
    </>
  )
}

const stateNames = { made: 'To be answered', accepted: 'Accepted', refused: 'Refused', done: 'Done' } as const
