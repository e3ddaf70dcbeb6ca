import { flagColours, flagNames } from '#domains/risk'
import { formatDate } from '#platform/clock'
import { type Html, Tag } from '#platform/govuk'
import type { KnownFact, KnownField, KnownPerson } from './known-people.ts'

const labels: Readonly<Record<KnownField, string>> = {
  name: 'Name',
  born: 'Date of birth',
  phone: 'Telephone',
  email: 'Email',
  address: 'Address',
  postcode: 'Postcode',
}

const keyNames: Readonly<Record<string, string>> = {
  phone: 'telephone number',
  email: 'email address',
  name_born: 'name and date of birth',
  name_postcode: 'name and postcode',
}

/** Those who are being typed in and are known already, with where each fact is from; a button fills in what is empty. */
export function KnownPeople({
  known,
  mayFillIn = true,
}: {
  known: readonly KnownPerson[]
  mayFillIn?: boolean
}): Html | null {
  if (known.length === 0) return null
  return (
    <>
      <h3 class="govuk-heading-s">Known to your organisation</h3>
      {known.map(({ key, about, because, facts, flags, others }) => (
        <div class="app-assisted__known">
          <p class="govuk-body-s">
            <b>{about}</b>: the same {because.map((kind) => keyNames[kind] ?? kind).join(' and ')}
          </p>
          {flags.length > 0 && (
            <p class="govuk-body-s">
              {flags.map((flag) => (
                <>
                  <Tag text={flagNames[flag]} classes={flagColours[flag]} />{' '}
                </>
              ))}
              on a report that names them
            </p>
          )}
          <ul class="govuk-list app-assisted__facts">
            {facts.map((fact) => (
              <Fact fact={fact} />
            ))}
          </ul>
          {others.length > 0 && (
            <p class="govuk-body-s">
              {`Others go by the same: ${others.slice(0, 5).join(', ')}${others.length > 5 ? ` and ${others.length - 5} more` : ''}. Type the name of who it is.`}
            </p>
          )}
          {mayFillIn && facts.some(({ stands, isUnsafe }) => stands === 'new' && !isUnsafe) && (
            <button
              class="govuk-button govuk-button--secondary app-button--small"
              type="submit"
              name="do"
              value={`known_${key}`}
            >
              Fill in what is empty<span class="govuk-visually-hidden"> of {about}</span>
            </button>
          )}
        </div>
      ))}
    </>
  )
}

function Fact({ fact: { field, value, reference, filedAt, stands, isUnsafe } }: { fact: KnownFact }): Html {
  return (
    <li>
      {labels[field]}: <span class="app-typed">{field === 'born' ? formatDate(value) : value}</span>
      {stands === 'same' && ', as typed'}
      {stands === 'other' && <b>, not as typed: what you typed is kept</b>}
      {isUnsafe && <b>. They said that this is not a safe way to reach them: it is not filled in</b>}
      <span class="app-assisted__origin">
        {' '}
        (
        <a class="govuk-link" href={`/reports/${reference}`} target="_blank" rel="noreferrer">
          {reference}
          <span class="govuk-visually-hidden"> (opens in a new tab)</span>
        </a>
        , {formatDate(filedAt)})
      </span>
    </li>
  )
}
