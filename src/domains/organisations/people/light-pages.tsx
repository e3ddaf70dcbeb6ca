import { daysBetween, formatDate, type LocalDate } from '#platform/clock'
import { ErrorsAtTop, errorOf, type FormError, type Typed, typedValue } from '#platform/forms'
import {
  BackLink,
  Button,
  type Html,
  InsetText,
  Layout,
  NotificationBanner,
  TextInput,
} from '#platform/govuk'
import type { Frame } from '#platform/http'
import { DenseTable } from '#platform/lists'
import { DateBoxes } from './date-boxes.tsx'
import type { LightAccount } from './light-accounts.ts'
import { endsSoon, lastDayOf } from './membership.ts'

export type LightAccountsPageProps = {
  frame: Frame
  lights: readonly LightAccount[]
  /** A co-ordinator sees all of them, a sponsor their own. */
  isWhole: boolean
  today: LocalDate
  done?: string | undefined
}

/** Light accounts, what ends first at the top, so that nobody is surprised by an end. */
export function LightAccountsPage({ frame, lights, isWhole, today, done }: LightAccountsPageProps): Html {
  return (
    <Layout {...frame} wide title="Light accounts">
      {done && <NotificationBanner type="success" text={done} />}
      <h1 class="govuk-heading-l">Light accounts</h1>
      <p class="govuk-body">
        {isWhole
          ? 'People of landlords and charities who see their own reports and the cases shared with their organisation, and nothing else. Each has a sponsor and ends by itself.'
          : 'You answer for these people. They see their own reports and the cases shared with their organisation, and nothing else. What you do not renew ends by itself.'}
      </p>
      {lights.length === 0 ? (
        <p class="govuk-body">There are none.</p>
      ) : (
        <DenseTable caption="Light accounts" head={['Name', 'Organisation', 'Sponsor', 'Last day', 'State']}>
          {lights.map((light) => (
            <tr class="govuk-table__row">
              <th scope="row" class="govuk-table__header">
                <a class="govuk-link" href={`/light-accounts/${light.id}`}>
                  {light.memberName}
                </a>
              </th>
              <td class="govuk-table__cell">{light.organisationName}</td>
              <td class="govuk-table__cell">{light.sponsorName}</td>
              <td class="govuk-table__cell">{light.validTo && formatDate(lastDayOf(light.validTo))}</td>
              <td class="govuk-table__cell">
                <State light={light} today={today} />
              </td>
            </tr>
          ))}
        </DenseTable>
      )}
    </Layout>
  )
}

function State({ light, today }: { light: LightAccount; today: LocalDate }): Html {
  const late = (words: string) => <strong class="app-late">{words}</strong>
  if (light.validTo === null || light.validTo <= today) return late('Has ended')
  if (!light.hasSponsor) return late('No access: the sponsor has left')
  if (light.validFrom > today) return <>{`Begins on ${formatDate(light.validFrom)}`}</>
  if (!endsSoon(light, today)) return <>In use</>
  const days = daysBetween(today, light.validTo)
  return late(days === 1 ? 'Ends today' : `Ends in ${days - 1} ${days === 2 ? 'day' : 'days'}`)
}

export type RenewPageProps = {
  frame: Frame
  light: LightAccount
  /** A co-ordinator may name another sponsor. */
  choosesSponsor: boolean
  /** The last day on offer. */
  usual: LocalDate
  typed: Typed
  errors: readonly FormError[]
}

export function RenewPage({ frame, light, choosesSponsor, usual, typed, errors }: RenewPageProps): Html {
  return (
    <Layout
      {...frame}
      hasErrors={errors.length > 0}
      title="Renew a light account"
      beforeContent={<BackLink href="/light-accounts" text="Light accounts" />}
    >
      <ErrorsAtTop errors={errors} />
      <span class="govuk-caption-l">{light.memberName}</span>
      <h1 class="govuk-heading-l">Renew a light account</h1>
      <InsetText
        text={`${light.organisationName}. Sponsored by ${light.sponsorName ?? 'nobody'}. Last day: ${light.validTo === null ? 'none' : formatDate(lastDayOf(light.validTo))}.`}
      />
      <p class="govuk-body">
        Renew it if they still work there and still need it. Whoever sponsors it answers for that.
      </p>
      <form method="post" action={`/light-accounts/${light.id}`} novalidate>
        {choosesSponsor && (
          <TextInput
            id="sponsor"
            name="sponsor"
            type="email"
            label={{ text: 'Email address of another sponsor (optional)' }}
            hint={{ text: 'Leave it empty to keep the sponsor' }}
            value={typedValue(typed, 'sponsor')}
            errorMessage={errorOf(errors, 'sponsor')}
          />
        )}
        <DateBoxes name="until" legend="New last day" typed={typed} errors={errors} usual={usual} />
        <Button text="Renew it" preventDoubleClick={true} />
      </form>
    </Layout>
  )
}
