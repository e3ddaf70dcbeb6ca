import { CaseLayout, type OpenedTab } from '#domains/cases'
import {
  BandTag,
  bandNames,
  type Cadence,
  RiskAlerts,
  RiskContent,
  type RiskContentProps,
} from '#domains/risk'
import { formatDate, formatDateTime } from '#platform/clock'
import { errorOf, type FormError, type Typed, typedValue } from '#platform/forms'
import { Button, type Html, InsetText, Radios, Tag, Textarea } from '#platform/govuk'
import type { Frame } from '#platform/http'
import type { CaseRisk, SignOff } from './read-case-risk.ts'

export type CaseRiskPageProps = RiskContentProps & {
  frame: Frame
  opened: OpenedTab
  risk: CaseRisk | undefined
  cadence: Cadence
  signOffs: readonly SignOff[]
  /** Levels at which the reader may sign off. */
  myLevels: readonly string[]
  signing: { typed: Typed; errors: readonly FormError[]; isDone: boolean }
}

/** The risk of a case: when it is due, who signs it off, and how it came to that. */
export function CaseRiskPage(props: CaseRiskPageProps): Html {
  const { frame, opened, risk, signing, ...content } = props
  return (
    <CaseLayout frame={frame} {...opened} errors={signing.errors}>
      <RiskAlerts {...content} />
      {signing.isDone && <InsetText text="Your sign-off is recorded." />}
      {risk && <Due {...props} risk={risk} />}
      {risk?.band && props.myLevels.length > 0 && <SignOffForm {...props} />}
      <RiskContent {...content} />
      <SignOffs {...props} />
    </CaseLayout>
  )
}

const labelOf = ({ levels }: Cadence, level: string) =>
  levels.find(({ code }) => code === level)?.label ?? level

function Due({ risk, cadence, day }: CaseRiskPageProps & { risk: CaseRisk }): Html {
  return (
    <section aria-labelledby="due">
      <h2 class="govuk-heading-m" id="due">
        Due
      </h2>
      <ul class="govuk-list">
        <li>
          {risk.band === null ? 'First assessment' : 'Assess again'}: {formatDate(risk.nextDueOn)}{' '}
          <Lateness day={day} dueOn={risk.nextDueOn} staleOn={risk.staleOn} isFirst={risk.band === null} />
        </li>
        {risk.signOffsDue.map(({ level, dueOn }) => (
          <li>
            {`Sign-off, ${labelOf(cadence, level)}: ${formatDate(dueOn)}`}{' '}
            <Lateness day={day} dueOn={dueOn} />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** How late something is: nothing while it is in time. */
export function Lateness({
  day,
  dueOn,
  staleOn,
  isFirst = false,
}: {
  day: string
  dueOn: string
  staleOn?: string
  /** What was never done cannot have gone stale. */
  isFirst?: boolean
}): Html | null {
  if (staleOn !== undefined && day >= staleOn)
    return <Tag text={isFirst ? 'Overdue' : 'Stale'} classes="govuk-tag--red" />
  return day > dueOn ? <Tag text="Late" classes="govuk-tag--red" /> : null
}

function SignOffForm({ record, cadence, myLevels, signing: { typed, errors } }: CaseRiskPageProps): Html {
  return (
    <form method="post" action={`/cases/${record.reference}/risk/sign-offs`} novalidate>
      <h2 class="govuk-heading-m" id="sign-off">
        Sign off
      </h2>
      <Radios
        name="level"
        idPrefix="level"
        classes="govuk-radios--small"
        fieldset={{ legend: { text: 'As', classes: 'govuk-fieldset__legend--s' } }}
        items={myLevels.map((level) => ({ value: level, text: labelOf(cadence, level) }))}
        value={typedValue(typed, 'level')}
        errorMessage={errorOf(errors, 'level')}
      />
      <Textarea
        name="words"
        id="words"
        rows={3}
        label={{ text: 'What you looked at, and what is to be done' }}
        value={typedValue(typed, 'words')}
        errorMessage={errorOf(errors, 'words')}
      />
      <Button text="Sign off" classes="govuk-button--secondary" preventDoubleClick={true} />
    </form>
  )
}

function SignOffs({ signOffs, cadence }: CaseRiskPageProps): Html | null {
  if (signOffs.length === 0) return null
  return (
    <section aria-labelledby="sign-offs">
      <h2 class="govuk-heading-m" id="sign-offs">
        Signed off
      </h2>
      <ul class="govuk-list">
        {signOffs.map(({ level, band, words, signedByName, signedAt }) => (
          <li>
            <p class="govuk-body govuk-!-margin-bottom-1">
              <BandTag band={band} />{' '}
              {`${signedByName}, ${labelOf(cadence, level)}, ${formatDateTime(signedAt)}`}
            </p>
            <p class="govuk-body app-typed">{words}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What risk says on the overview of a case: the band, when it is due, and whether it is stale. */
export function CaseRiskPanel({
  reference,
  risk,
  day,
}: {
  reference: string
  risk: CaseRisk | undefined
  day: string
}): Html | null {
  if (risk === undefined) return null
  const [sign] = risk.signOffsDue
  return (
    <section aria-labelledby="risk">
      <h2 class="govuk-heading-m" id="risk">
        Risk
      </h2>
      <p class="govuk-body">
        {risk.band === null ? (
          <Tag text="Not assessed" classes="govuk-tag--grey" />
        ) : (
          <BandTag band={risk.band} />
        )}{' '}
        <Lateness day={day} dueOn={risk.nextDueOn} staleOn={risk.staleOn} isFirst={risk.band === null} />
      </p>
      <p class="govuk-body">
        {`${risk.band === null ? 'Assess' : 'Assess again'} by ${formatDate(risk.nextDueOn)}. `}
        {sign && (
          <>
            {`Next sign-off by ${formatDate(sign.dueOn)}. `}
            <Lateness day={day} dueOn={sign.dueOn} />
          </>
        )}{' '}
        <a class="govuk-link" href={`/cases/${reference}/risk`}>
          {risk.band === null
            ? 'Assess the risk'
            : `Risk and its history: ${bandNames[risk.band].toLowerCase()}`}
        </a>
      </p>
    </section>
  )
}
