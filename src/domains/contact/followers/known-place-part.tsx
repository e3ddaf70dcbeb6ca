import { Sentence } from '#domains/public-pages'
import { wordsIn } from '#locales'
import { Button, type Html, InsetText } from '#platform/govuk'
import { inLanguageOf } from '../public/in-language-of.ts'
import { inWordsOf, type KnownPlace, type PlaceNews, type StatusFollowing } from './known-place.ts'

type Words = { words: string; wordsCy: string }

/** Words that staff wrote, marked as English where a Welsh page has no Welsh for them. */
export function Written({ tag, written }: { tag: string | undefined; written: Words }): Html {
  const { text, language } = inWordsOf(tag, written)
  return language === (tag ?? 'en') ? <span>{text}</span> : <span lang={language}>{text}</span>
}

/** Before somebody sends a report: that it is known of, that theirs counts, and how to hear of it without one. */
export function KnownPlacePart({
  tag,
  place,
  followAddress,
}: {
  tag: string | undefined
  place: KnownPlace
  followAddress: string
}): Html {
  const { follow } = wordsIn(tag)
  return (
    <InsetText>
      <p class="govuk-body">
        <strong>{follow.known(place.organisation)}</strong> <Written tag={tag} written={place} />
      </p>
      <p class="govuk-body">{follow.counts}</p>
      <p class="govuk-body">
        <Sentence text={follow.onlyInformed(inLanguageOf(tag, followAddress))} />
      </p>
    </InsetText>
  )
}

/** On the private page of a report: that it is known of, its news, and following it or not any more. */
export function StatusFollowingPart({
  tag,
  following,
  address,
}: {
  tag: string | undefined
  following: StatusFollowing
  /** Of the private page. */
  address: string
}): Html {
  const { follow } = wordsIn(tag)
  return (
    <section id="neighbours">
      <h2 class="govuk-heading-m">{follow.heading}</h2>
      <p class="govuk-body">
        {`${follow.known(following.organisation)} `}
        <Written tag={tag} written={following} />
      </p>
      {following.isFollowing ? (
        <>
          <p class="govuk-body">{follow.youFollow}</p>
          <NewsList tag={tag} news={following.news} />
        </>
      ) : (
        <p class="govuk-body">{follow.offer}</p>
      )}
      <form
        method="post"
        action={inLanguageOf(tag, `${address}/${following.isFollowing ? 'unfollow' : 'follow'}`)}
      >
        <Button
          text={following.isFollowing ? follow.stop : follow.start}
          classes="govuk-button--secondary"
          preventDoubleClick={true}
        />
      </form>
    </section>
  )
}

/** News of a place, the newest first. */
export function NewsList({ tag, news }: { tag: string | undefined; news: readonly PlaceNews[] }): Html {
  const { follow, dates } = wordsIn(tag)
  if (news.length === 0) return <p class="govuk-body">{follow.noNews}</p>
  return (
    <ol class="govuk-list">
      {news.map((each) => (
        <li>
          <p class="govuk-body govuk-!-margin-bottom-1">
            <Written tag={tag} written={each} />
          </p>
          <p class="govuk-hint">{dates.date(each.at)}</p>
        </li>
      ))}
    </ol>
  )
}
