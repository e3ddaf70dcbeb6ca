import { publicFrame } from '#domains/public-pages'
import { wordsIn } from '#locales'
import { ErrorsAtTop, errorOf, type FormError, type Typed, typedValue } from '#platform/forms'
import { Button, type Html, InsetText, Layout, type LayoutProps, Radios, TextInput } from '#platform/govuk'
import { inLanguageOf } from '../public/in-language-of.ts'
import type { Following, FollowPlace } from './known-place.ts'
import { NewsList, Written } from './known-place-part.tsx'

type PageFrame = Omit<LayoutProps, 'title' | 'children'>

export const followWays = ['page', 'email', 'text'] as const

type FollowPageProps = {
  frame: PageFrame
  address: string
  place: FollowPlace
  /** Made when the page is: however often the form is sent, there is one follower. */
  submission: string
  typed: Typed
  errors: readonly FormError[]
}

/** What the link on a poster opens: the place, and three taps to be kept informed. */
export function FollowPage({ frame, address, place, submission, typed, errors }: FollowPageProps): Html {
  const tag = frame.asked?.tag
  const { follow, forms } = wordsIn(tag)
  if (!place.isOpen)
    return (
      <Layout {...publicFrame(frame)} title={follow.endedTitle}>
        <h1 class="govuk-heading-l">{follow.endedTitle}</h1>
        <p class="govuk-body">{follow.ended(place.organisation)}</p>
        <Button text={follow.report} href={inLanguageOf(tag, '/report')} />
      </Layout>
    )
  return (
    <Layout {...publicFrame(frame)} title={follow.title}>
      <ErrorsAtTop errors={errors} title={forms.problem} />
      <h1 class="govuk-heading-l">{follow.title}</h1>
      <p class="govuk-body">{follow.known(place.organisation)}</p>
      <InsetText>
        <Written tag={tag} written={place} />
      </InsetText>
      <form method="post" action={inLanguageOf(tag, address)} novalidate>
        <input type="hidden" name="submission" value={submission} />
        <Radios
          name="affects"
          fieldset={{ legend: { text: follow.affects, classes: 'govuk-fieldset__legend--m' } }}
          value={typedValue(typed, 'affects')}
          errorMessage={errorOf(errors, 'affects')}
          items={[
            { value: 'yes', text: follow.affectsMe },
            { value: 'no', text: follow.informed },
          ]}
        />
        <Radios
          name="way"
          fieldset={{ legend: { text: follow.way, classes: 'govuk-fieldset__legend--m' } }}
          hint={{ text: follow.wayHint }}
          value={typedValue(typed, 'way') || 'page'}
          errorMessage={errorOf(errors, 'way')}
          items={followWays.map((way) => ({ value: way, text: follow.ways[way] }))}
        />
        <TextInput
          name="email"
          id="email"
          type="email"
          autocomplete="email"
          spellcheck={false}
          label={{ text: follow.email, classes: 'govuk-label--s' }}
          value={typedValue(typed, 'email')}
          errorMessage={errorOf(errors, 'email')}
        />
        <TextInput
          name="phone"
          id="phone"
          type="tel"
          autocomplete="tel"
          classes="govuk-input--width-20"
          label={{ text: follow.phone, classes: 'govuk-label--s' }}
          value={typedValue(typed, 'phone')}
          errorMessage={errorOf(errors, 'phone')}
        />
        <Button text={follow.send} preventDoubleClick={true} />
      </form>
      <p class="govuk-body">{follow.private}</p>
      <p class="govuk-body">
        {follow.toReport}{' '}
        <a class="govuk-link" href={inLanguageOf(tag, '/report')}>
          {follow.report}
        </a>
      </p>
    </Layout>
  )
}

/** After an address was given: nothing is sent to it before whoever reads it says so. */
export function FollowSentPage({ frame }: { frame: PageFrame }): Html {
  const { follow } = wordsIn(frame.asked?.tag)
  return (
    <Layout {...publicFrame(frame)} title={follow.sentTitle}>
      <h1 class="govuk-heading-l">{follow.sentTitle}</h1>
      <p class="govuk-body">{follow.sent}</p>
    </Layout>
  )
}

/** The page of one follower: the news that everybody who follows reads, and an end to it. */
export function FollowingPage({
  frame,
  address,
  following,
}: {
  frame: PageFrame
  address: string
  following: Following
}): Html {
  const tag = frame.asked?.tag
  const { follow } = wordsIn(tag)
  const { endedBecause, isConfirmed, organisation } = following
  const button = (path: string, text: string, classes = '') => (
    <form method="post" action={inLanguageOf(tag, `${address}/${path}`)}>
      <Button text={text} classes={classes} preventDoubleClick={true} />
    </form>
  )
  if (endedBecause !== null)
    return (
      <Layout {...publicFrame(frame)} title={follow.stoppedTitle}>
        <h1 class="govuk-heading-l">{follow.stoppedTitle}</h1>
        <p class="govuk-body">
          {endedBecause === 'place_ended' ? follow.ended(organisation) : follow.stopped}
        </p>
        <Button text={follow.report} href={inLanguageOf(tag, '/report')} />
      </Layout>
    )
  return (
    <Layout {...publicFrame(frame)} title={follow.heading}>
      <h1 class="govuk-heading-l">{follow.heading}</h1>
      <p class="govuk-body">{follow.known(organisation)}</p>
      <InsetText>
        <Written tag={tag} written={following} />
      </InsetText>
      {isConfirmed ? <p class="govuk-body">{follow.youFollow}</p> : button('start', follow.confirm)}
      <h2 class="govuk-heading-m">{follow.newsHeading}</h2>
      <NewsList tag={tag} news={following.news} />
      {button('stop', follow.stop, 'govuk-button--secondary')}
      <p class="govuk-body">
        {follow.toReport}{' '}
        <a class="govuk-link" href={inLanguageOf(tag, '/report')}>
          {follow.report}
        </a>
      </p>
    </Layout>
  )
}
