import type { Words } from '#locales'
import type { LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import type { Html } from '#platform/govuk'

export const signLanguageKinds = ['video', 'relay'] as const
export type SignLanguageKind = (typeof signLanguageKinds)[number]

/** Where the partnership's own sign language is found today; what it has not is left out. */
export type SignLanguage = Readonly<Partial<Record<SignLanguageKind, string>>>

export async function findSignLanguage(db: Transaction, day: LocalDate): Promise<SignLanguage> {
  const rows = await db
    .selectFrom('sign_language_link')
    .distinctOn('kind')
    .select(['kind', 'address'])
    .where('valid_from', '<=', day)
    .orderBy('kind')
    .orderBy('valid_from', 'desc')
    .execute()
  return Object.fromEntries(rows.flatMap(({ kind, address }) => (address === null ? [] : [[kind, address]])))
}

/** Nothing where the partnership has said nothing. */
export function SignLanguageLinks({
  signLanguage,
  words,
}: {
  signLanguage: SignLanguage
  words: Words['easyRead']['sign']
}): Html | null {
  const set = signLanguageKinds.flatMap((kind) => {
    const address = signLanguage[kind]
    return address === undefined ? [] : [{ kind, address }]
  })
  if (set.length === 0) return null
  return (
    <section aria-labelledby="sign-language">
      <h2 class="govuk-heading-m" id="sign-language">
        {words.heading}
      </h2>
      <ul class="govuk-list">
        {set.map(({ kind, address }) => (
          <li>
            <a class="govuk-link" href={address}>
              {words[kind]}
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}
