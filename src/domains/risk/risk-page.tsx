import { RecordNavigation } from '#domains/sharing'
import { formatDate, formatDateTime, type LocalDate } from '#platform/clock'
import type { Typed } from '#platform/forms'
import { Button, Details, ErrorSummary, type Html, InsetText, Layout, MojAlert } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { DenseTable } from '#platform/lists'
import { bandNames, highestScore, type Instrument } from './instrument.ts'
import { trendOf } from './judge-risk.ts'
import type { Assessment } from './read-assessments.ts'
import { RiskForm } from './risk-form.tsx'
import { RiskTrend } from './risk-trend.tsx'
import { BandTag } from './risk-words.tsx'

export type RiskContentProps = {
  record: { kind: 'report' | 'case'; reference: string }
  instruments: readonly Instrument[]
  /** The one whose questions are shown. */
  chosen: Instrument | undefined
  assessments: readonly Assessment[]
  /** The versions by which those were made. */
  usedInstruments: readonly Instrument[]
  mayAssess: boolean
  newId: string
  day: LocalDate
  isSaved?: boolean
  isEmpty?: boolean
  typed?: Typed
}

export type RiskPageProps = RiskContentProps & { frame: Frame; title: string }

const addressOf = ({ record }: RiskContentProps) => `/${record.kind}s/${record.reference}/risk`

/** How grave a report is for whom it happens to: what holds, how it came to that, and the next assessment. */
export function RiskPage({ frame, title, ...props }: RiskPageProps): Html {
  const { record } = props
  return (
    <Layout {...frame} wide title={`Risk of ${record.reference}`}>
      <RiskAlerts {...props} />
      <RecordNavigation kind="report" reference={record.reference} current="risk" />
      <span class="govuk-caption-l">{title}</span>
      <h1 class="govuk-heading-l">Risk</h1>
      <RiskContent {...props} />
    </Layout>
  )
}

/** What came of the form that was sent. */
export function RiskAlerts({ assessments, chosen, isSaved, isEmpty }: RiskContentProps): Html {
  const [latest] = assessments
  return (
    <>
      {isEmpty && (
        <ErrorSummary
          titleText="There is a problem"
          errorList={[
            { text: 'Answer at least one question', href: `#risk_${chosen?.items[0]?.code ?? ''}` },
          ]}
        />
      )}
      {isSaved && latest && (
        <MojAlert
          variant={latest.missing.length > 0 ? 'warning' : 'success'}
          title="Saved"
          text={
            latest.missing.length > 0
              ? 'Saved as incomplete. What is missing stands below.'
              : 'The assessment is saved.'
          }
          role="status"
        />
      )}
    </>
  )
}

/** What holds, the form of the next assessment, and all that were made. */
export function RiskContent(props: RiskContentProps): Html {
  const { mayAssess } = props
  return (
    <>
      <Latest {...props} />
      {mayAssess && <Assess {...props} />}
      <History {...props} />
      <p class="govuk-body">
        <a class="govuk-link" href="/risk/instruments">
          Questions, scores and bands of each instrument
        </a>
      </p>
    </>
  )
}

function Latest({ assessments, day }: RiskContentProps): Html {
  const [latest, before] = assessments
  if (latest === undefined) return <p class="govuk-body">The risk has not been assessed yet.</p>
  const trend = trendOf(latest, before)
  const due = formatDate(latest.nextDueOn)
  return (
    <section aria-labelledby="now">
      <h2 class="govuk-heading-m" id="now">
        Now
      </h2>
      <p class="govuk-body">
        <BandTag band={latest.band} />{' '}
        {trend === undefined
          ? ''
          : { up: 'More than before. ', down: 'Less than before. ', same: 'As before. ' }[trend]}
        {latest.nextDueOn < day ? `Was to be looked at again by ${due}.` : `To be looked at again by ${due}.`}
      </p>
      {latest.missing.length > 0 && (
        <InsetText>
          <p class="govuk-body">This assessment is incomplete, so the risk may be graver. Missing:</p>
          <ul class="govuk-list govuk-list--bullet">
            {latest.missing.map((what) => (
              <li>{what}</li>
            ))}
          </ul>
        </InsetText>
      )}
    </section>
  )
}

function Assess(props: RiskContentProps): Html | null {
  const { instruments, chosen, newId, typed, assessments } = props
  if (chosen === undefined) return <p class="govuk-body">No instrument is in force today.</p>
  return (
    <section aria-labelledby="assess">
      <h2 class="govuk-heading-m" id="assess">
        {assessments.length === 0 ? 'Assess' : 'Assess again'}
      </h2>
      <nav class="govuk-body" aria-label="Instruments">
        {instruments.map(({ code, title }) => (
          <a
            class="govuk-link app-choice-link"
            href={`${addressOf(props)}?instrument=${code}#assess`}
            aria-current={code === chosen.code ? 'true' : undefined}
          >
            {title}
          </a>
        ))}
      </nav>
      <p class="govuk-body">{chosen.purpose}</p>
      {chosen.isLocalDefault && (
        <p class="govuk-hint">{`A default until your partnership adopts its own. ${chosen.source}`}</p>
      )}
      <form method="post" action={addressOf(props)} novalidate>
        <input type="hidden" name="id" value={newId} />
        <input type="hidden" name="instrument" value={chosen.code} />
        <input type="hidden" name="version" value={chosen.version} />
        <RiskForm instrument={chosen} {...(typed === undefined ? {} : { typed })} />
        <Button text="Save the assessment" preventDoubleClick={true} />
      </form>
    </section>
  )
}

function History({ record, assessments, usedInstruments }: RiskContentProps): Html | null {
  if (assessments.length === 0) return null
  const instrumentOf = ({ instrument, instrumentVersion }: Assessment) =>
    usedInstruments.find(({ code, version }) => code === instrument && version === instrumentVersion)
  return (
    <section aria-labelledby="history">
      <h2 class="govuk-heading-m" id="history">
        All assessments
      </h2>
      <RiskTrend assessments={assessments} />
      <DenseTable
        caption="Assessments, newest first"
        head={['When and by whom', 'With', 'Score', 'Band', 'Look again by']}
      >
        {assessments.map((one) => (
          <tr class="govuk-table__row">
            <th class="govuk-table__header" scope="row">
              {`${formatDateTime(one.assessedAt)}, ${one.assessedByName}, ${one.organisationName}`}
              {record.kind === 'case' && one.reportReference && (
                <p class="govuk-body-s">
                  Of the report{' '}
                  <a class="govuk-link" href={`/reports/${one.reportReference}/risk`}>
                    {one.reportReference}
                  </a>
                </p>
              )}
            </th>
            <td class="govuk-table__cell">{`${one.instrumentTitle}, version ${one.instrumentVersion}`}</td>
            <td class="govuk-table__cell">{scoreWords(one, instrumentOf(one))}</td>
            <td class="govuk-table__cell">
              <BandTag band={one.band} />
              {one.overrideBand && <p class="govuk-body-s">{overrideWords(one)}</p>}
            </td>
            <td class="govuk-table__cell">{formatDate(one.nextDueOn)}</td>
          </tr>
        ))}
      </DenseTable>
      {assessments.map((one) => {
        const instrument = instrumentOf(one)
        return instrument && <Answers assessment={one} instrument={instrument} />
      })}
    </section>
  )
}

function scoreWords({ score, missing }: Assessment, instrument: Instrument | undefined): string {
  const most = instrument === undefined ? '' : ` of ${highestScore(instrument)}`
  return missing.length === 0 ? `${score}${most}` : `At least ${score}${most}, incomplete`
}

function overrideWords({ scoreBand, overrideBand, overrideReason, band }: Assessment): string {
  const said = `The score says ${bandNames[scoreBand].toLowerCase()}. `
  if (overrideReason !== '') return `${said}${overrideReason}`
  return band === overrideBand
    ? `${said}No reason was given.`
    : `${said}Another band was wanted without a reason.`
}

function Answers({ assessment, instrument }: { assessment: Assessment; instrument: Instrument }): Html {
  return (
    <Details summaryText={`Answers of ${formatDateTime(assessment.assessedAt)}`}>
      <dl class="govuk-summary-list">
        {instrument.items.map((item) => (
          <div class="govuk-summary-list__row">
            <dt class="govuk-summary-list__key">{item.wording}</dt>
            <dd class="govuk-summary-list__value">{answerWords(assessment, item)}</dd>
          </div>
        ))}
      </dl>
    </Details>
  )
}

function answerWords({ answers }: Assessment, item: Instrument['items'][number]): string {
  const answer = answers[item.code]
  if (answer === undefined) return 'Not answered'
  if ('unknown' in answer)
    return `Not known${answer.unknown === '' ? '' : `, because: ${answer.unknown}`} (counts ${item.unknownScore})`
  const option = item.options.find(({ code }) => code === answer.option)
  return option === undefined ? answer.option : `${option.label} (${option.score})`
}
