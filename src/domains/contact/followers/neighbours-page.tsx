import { CaseLayout, type OpenedTab } from '#domains/cases'
import { formatDate, formatDateTime } from '#platform/clock'
import { errorOf, type FormError, type Typed, typedValue } from '#platform/forms'
import {
  Button,
  Checkboxes,
  Details,
  type Html,
  InsetText,
  SummaryList,
  Textarea,
  TextInput,
  WarningText,
} from '#platform/govuk'
import type { Frame } from '#platform/http'
import { RowsTable } from '#platform/lists'
import type { FollowedPlace, Follower, NeighbourNews } from './read-neighbours.ts'

export type NeighboursForm = 'on' | 'news' | 'end'

export type NeighboursPageProps = {
  frame: Frame
  opened: OpenedTab
  /** The one that is open, or none. */
  place: FollowedPlace | undefined
  earlier: readonly FollowedPlace[]
  news: readonly NeighbourNews[]
  /** Those whose contact details are for the reader's organisation. */
  followers: readonly Follower[]
  counts: { followers: number; affected: number }
  /** The link that is handed out, with its host. */
  link: string
  /** Whether the reader may change it. */
  mayChange: boolean
  /** Why it may not be switched on; empty where it may. */
  obstacle: string
  newId: string
  form: NeighboursForm | undefined
  typed: Typed
  errors: readonly FormError[]
  conflict: string | undefined
  done: string | undefined
}

/** Whether neighbours may follow the place of a case, what they are told, and how many do. */
export function NeighboursPage(props: NeighboursPageProps): Html {
  const { frame, opened, place, errors, conflict, done, mayChange, obstacle } = props
  return (
    <CaseLayout frame={frame} {...opened} errors={errors} conflict={conflict}>
      {done !== undefined && <InsetText text={done} />}
      <h2 class="govuk-heading-m">Neighbours</h2>
      {place === undefined ? (
        <>
          <p class="govuk-body">
            Neighbours are told nothing of this case. Nobody who reports something here learns that there is
            one.
          </p>
          {!mayChange ? null : obstacle !== '' ? <InsetText text={obstacle} /> : <SwitchOnForm {...props} />}
        </>
      ) : (
        <Followed {...props} place={place} />
      )}
      <Earlier {...props} />
    </CaseLayout>
  )
}

const addressOf = ({ opened }: NeighboursPageProps) => `/cases/${opened.head.reference}/neighbours`
const typedIn = ({ form, typed }: NeighboursPageProps, wanted: NeighboursForm): Typed =>
  form === wanted ? typed : {}
const errorsIn = ({ form, errors }: NeighboursPageProps, wanted: NeighboursForm) =>
  form === wanted ? errors : []

function SwitchOnForm(props: NeighboursPageProps): Html {
  const typed = typedIn(props, 'on')
  const errors = errorsIn(props, 'on')
  return (
    <form method="post" action={addressOf(props)} novalidate>
      <h3 class="govuk-heading-s">Let neighbours follow this</h3>
      <p class="govuk-body">
        Whoever reports something of this kind near here is told that you know of it and may follow your news.
        They see your words alone: no names, no numbers, nothing that anybody reported. It ends when the case
        is closed.
      </p>
      <input type="hidden" name="id" value={props.newId} />
      <TextInput
        name="words"
        id="words"
        label={{ text: 'The place, in words for everybody' }}
        hint={{
          text: 'Such as “off-road bikes on Millbrook Recreation Ground”. No names, no house numbers.',
        }}
        value={typedValue(typed, 'words')}
        errorMessage={errorOf(errors, 'words')}
      />
      <TextInput
        name="wordsCy"
        id="wordsCy"
        label={{ text: 'The same in Welsh (optional)' }}
        value={typedValue(typed, 'wordsCy')}
        errorMessage={errorOf(errors, 'wordsCy')}
      />
      <Textarea
        name="reason"
        id="reason"
        rows={2}
        label={{ text: 'Why neighbours may follow this' }}
        value={typedValue(typed, 'reason')}
        errorMessage={errorOf(errors, 'reason')}
      />
      <Checkboxes
        name="public"
        idPrefix="public"
        values={typedValue(typed, 'public') === 'yes' ? ['yes'] : []}
        items={[
          {
            value: 'yes',
            text: 'This is about a public place, and about no home, no family and no person',
          },
        ]}
        errorMessage={errorOf(errors, 'public')}
      />
      <Button text="Let neighbours follow this" preventDoubleClick={true} />
    </form>
  )
}

function Followed(props: NeighboursPageProps & { place: FollowedPlace }): Html {
  const { place, counts, followers, news, link, mayChange } = props
  return (
    <>
      {!place.isShown && (
        <WarningText
          iconFallbackText="Warning"
          text="Nobody sees this now: something in the case is restricted or about a person. What followers had is hidden too."
        />
      )}
      <SummaryList
        classes="app-dense-summary"
        rows={[
          { key: { text: 'Neighbours read' }, value: { text: place.words } },
          {
            key: { text: 'In Welsh' },
            value: { text: place.wordsCy === '' ? 'English is shown' : place.wordsCy },
          },
          {
            key: { text: 'Since' },
            value: { text: `${formatDate(place.switchedOnAt)}, ${place.switchedOnBy}: ${place.reason}` },
          },
          {
            key: { text: 'Follow it' },
            value: { text: `${counts.followers}, ${counts.affected} of them affected` },
          },
          {
            key: { text: 'Link to hand out' },
            value: {
              html: (
                <a class="govuk-link govuk-!-text-break-word" href={link}>
                  {link}
                </a>
              ),
            },
          },
        ]}
      />
      {mayChange && <NewsForm {...props} />}
      <h3 class="govuk-heading-s">What followers were told</h3>
      {news.length === 0 ? (
        <p class="govuk-body">Nothing yet.</p>
      ) : (
        <RowsTable
          caption="News for followers"
          head={['When', 'News', 'By', 'Sent']}
          rows={news.map((each) => [
            formatDateTime(each.writtenAt),
            each.wordsCy === '' ? each.words : `${each.words} / ${each.wordsCy}`,
            each.writtenBy,
            each.toldAt === null ? 'On its way' : formatDateTime(each.toldAt),
          ])}
        />
      )}
      {followers.length > 0 && (
        <Details summaryText="Who follows, where your organisation holds their contact details">
          <RowsTable
            caption="Followers"
            head={['Since', 'Reached by', 'How they came']}
            rows={followers.map((each) => [
              formatDate(each.followedAt),
              each.recipient === '' ? 'Their own page' : each.recipient,
              each.reference === null
                ? each.isConfirmed
                  ? 'By the link'
                  : 'By the link, not confirmed yet'
                : `Report ${each.reference}`,
            ])}
          />
        </Details>
      )}
      {mayChange && <EndForm {...props} />}
    </>
  )
}

function NewsForm(props: NeighboursPageProps & { place: FollowedPlace }): Html {
  const typed = typedIn(props, 'news')
  const errors = errorsIn(props, 'news')
  return (
    <form method="post" action={`${addressOf(props)}/news`} novalidate>
      <h3 class="govuk-heading-s">Write news for followers</h3>
      <input type="hidden" name="id" value={props.newId} />
      <input type="hidden" name="version" value={String(props.place.version)} />
      <Textarea
        name="news"
        id="news"
        rows={3}
        label={{ text: 'News, in words for everybody' }}
        hint={{ text: 'What you do, not about whom. Everybody who follows gets it once.' }}
        value={typedValue(typed, 'news')}
        errorMessage={errorOf(errors, 'news')}
      />
      <Textarea
        name="newsCy"
        id="newsCy"
        rows={2}
        label={{ text: 'The same in Welsh (optional)' }}
        value={typedValue(typed, 'newsCy')}
        errorMessage={errorOf(errors, 'newsCy')}
      />
      <Button text="Send the news" preventDoubleClick={true} />
    </form>
  )
}

function EndForm(props: NeighboursPageProps & { place: FollowedPlace }): Html {
  const typed = typedIn(props, 'end')
  const errors = errorsIn(props, 'end')
  return (
    <Details summaryText="End it" open={errors.length > 0}>
      <form method="post" action={`${addressOf(props)}/end`} novalidate>
        <input type="hidden" name="version" value={String(props.place.version)} />
        <TextInput
          name="because"
          id="because"
          label={{ text: 'Why neighbours may not follow it any more' }}
          value={typedValue(typed, 'because')}
          errorMessage={errorOf(errors, 'because')}
        />
        <Button text="End following" classes="govuk-button--warning" preventDoubleClick={true} />
      </form>
    </Details>
  )
}

function Earlier({ earlier }: NeighboursPageProps): Html | null {
  if (earlier.length === 0) return null
  return (
    <>
      <h3 class="govuk-heading-s">Ended</h3>
      <RowsTable
        caption="Ended"
        head={['From', 'Until', 'Neighbours read', 'Ended because']}
        rows={earlier.map((place) => [
          formatDate(place.switchedOnAt),
          place.endedAt === null ? '' : formatDate(place.endedAt),
          place.words,
          place.endedBecause,
        ])}
      />
    </>
  )
}
