import { languageOf } from '#locales'
import { AreaMap, type AreaMapProps, HeatGrid } from '#platform/charts'
import { formatDate, formatDateTime } from '#platform/clock'
import { circleAround, formatGridReference, toGlobe } from '#platform/geography'
import type { Child, Html } from '#platform/govuk'
import { englishTag } from '#platform/language'
import { reportLifecycle } from './lifecycle.ts'
import type { RelatedRecord, ReportDetail } from './read-report.ts'
import { channelInWords, placeKindNames, reporterKindNames } from './report.ts'

/** What was reported, in the reporter's words: read before anything is decided. */
export function ReportSummary({ report }: { report: ReportDetail }): Html {
  return (
    <Section id="what" heading="What was reported">
      <p class="govuk-body app-typed">{report.summary || 'Nothing was said in words: see the answers.'}</p>
    </Section>
  )
}

/** What the local rules ask of whoever triages it, each with the rule and the version that raised it. */
export function RaisedPrompts({ prompts }: Pick<ReportDetail, 'prompts'>): Html | null {
  if (prompts.length === 0) return null
  return (
    <Section id="prompts" heading="Before you decide">
      <ul class="govuk-list govuk-list--spaced">
        {prompts.map(({ words, isUrgent, because }) => (
          <li>
            {isUrgent && (
              <>
                <strong class="govuk-tag govuk-tag--orange">High impact</strong>{' '}
              </>
            )}
            {words}
            <br />
            <span class="govuk-hint">{because}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** Everything else that was reported, and where it went. Plain markup: a macro a row would cost more than the query. */
export function ReportFacts({ report, isHeldByUs }: { report: ReportDetail; isHeldByUs: boolean }): Html {
  // What stands above in the reporter's words is not said twice.
  const answers = report.answers.filter(
    ({ answer }) => answer !== report.summary && answer !== report.placeWords,
  )
  return (
    <>
      <Section id="where" heading="Where">
        <Place report={report} />
      </Section>
      <Section id="when" heading="When">
        <Times report={report} />
      </Section>
      {answers.length > 0 && (
        <Section id="answers" heading="Answers">
          <Facts
            rows={answers.map(({ wording, answer, answered }) => [
              wording,
              <>
                <Typed text={answer} />
                {answered !== '' && (
                  <>
                    <br />
                    <Typed text={answered} language={report.language} />
                  </>
                )}
              </>,
            ])}
          />
        </Section>
      )}
      {report.unknowns.length > 0 && (
        <Section id="unknown" heading="Left open on purpose">
          <Facts rows={report.unknowns.map(({ fact, because }) => [fact, <Typed text={because} />])} />
        </Section>
      )}
      <Section id="reporter" heading="Who reported it">
        <Reporter report={report} isHeldByUs={isHeldByUs} />
      </Section>
      <Section id="why-here" heading="Why here">
        <Facts
          rows={[
            ['Routing', report.routedBecause || 'Not routed yet'],
            ['Seen by', report.readers.map(({ name }) => name).join(', ') || 'Nobody yet'],
            ...(report.decisionReason === ''
              ? []
              : [['Reason given to the reporter', <Typed text={report.decisionReason} />] as const]),
          ]}
        />
      </Section>
      <Related heading="Linked repeats" id="repeats" path="reports" records={report.repeats} />
      <Related heading="Cases" id="cases" path="cases" records={report.cases} />
    </>
  )
}

function Section({ id, heading, children }: { id: string; heading: string; children?: Child }): Html {
  return (
    <section aria-labelledby={id}>
      <h2 class="govuk-heading-m" id={id}>
        {heading}
      </h2>
      {children}
    </section>
  )
}

function Facts({ rows }: { rows: readonly (readonly [string, Child])[] }): Html {
  return (
    <dl class="govuk-summary-list app-facts">
      {rows.map(([name, value]) => (
        <div class="govuk-summary-list__row">
          <dt class="govuk-summary-list__key">{name}</dt>
          <dd class="govuk-summary-list__value">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function Typed({ text, language }: { text: string; language?: string }): Html {
  return (
    <span class="app-typed" lang={language}>
      {text}
    </span>
  )
}

const areaNames: Readonly<Record<string, string>> = { lsoa: 'LSOA' }

function Place({ report }: { report: ReportDetail }): Html {
  const { location, areas, derived, entered, placeWords } = report
  return (
    <>
      <Facts
        rows={[
          ...(placeWords === '' ? [] : [['In the reporter’s words', <Typed text={placeWords} />] as const]),
          ...(location === null
            ? [['On the map', 'No exact place was given'] as const]
            : [
                ...(location.kind === null ? [] : [['Told as', placeKindNames[location.kind]] as const]),
                [
                  location.shape.length > 0 ? 'Its middle' : 'Grid reference',
                  `${formatGridReference(location, 8)}${within(location)}`,
                ] as const,
              ]),
          ...areas.map(({ kind, name, vintage }): [string, Child] => [
            areaNames[kind] ?? `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`,
            `${name} (boundaries of ${vintage})`,
          ]),
          ...derived.map((fact): [string, Child] => [derivedNames[fact.fact], derivedWords(fact, entered)]),
        ]}
      />
      {location !== null && (
        <AreaMap
          label="Where it happened"
          centre={{ longitude: location.longitude, latitude: location.latitude, zoom: 13 }}
          areasUrl="/places/areas/ward.geojson"
          {...drawn(location)}
        />
      )}
    </>
  )
}

const derivedNames = {
  uprn: 'UPRN',
  landlord: 'Landlord',
  beat: 'Beat put right',
  ward: 'Ward put right',
} as const

/** What followed, from what; and what holds instead, by whom and why. */
function derivedWords(
  { derived, origin, chosen, because }: ReportDetail['derived'][number],
  entered: ReportDetail['entered'],
): string {
  if (chosen === null) return `${derived} (from ${origin})`
  const followed =
    derived === '' ? 'Nothing followed from the place' : `It followed as ${derived} from ${origin}`
  return `${chosen === '' ? 'None' : chosen}, chosen by ${entered?.name ?? 'somebody'}: ${because}. ${followed}`
}

type Located = NonNullable<ReportDetail['location']>

function within({ precisionM, kind }: Located): string {
  if (precisionM === null || precisionM === 0) return ''
  if (kind === 'area') return `; the area reaches ${precisionM} metres from there`
  return kind === 'moving'
    ? `; the way reaches ${precisionM} metres from there`
    : `, within ${precisionM} metres`
}

/** As far off as a pin may be and still be called one, in metres. */
const pinIsExact = 25

/** What the map shows: the area or way itself, a circle of what is not known better, or a pin. */
function drawn(location: Located): Pick<AreaMapProps, 'point' | 'shape'> {
  const { longitude, latitude, precisionM, kind, shape } = location
  if (shape.length > 1) return { shape: { isClosed: kind !== 'moving', points: shape } }
  if (precisionM === null || precisionM <= pinIsExact) return { point: { longitude, latitude } }
  return { shape: { isClosed: true, points: circleAround(location, precisionM).map(toGlobe) } }
}

const occurrences: Readonly<Record<ReportDetail['occurrence'], string>> = {
  once: 'Once',
  pattern: 'Again and again',
  now: 'Happening when it was reported',
}

function Times({ report }: { report: ReportDetail }): Html {
  const { occurredFrom, occurredTo, pattern } = report
  const isSpan = occurredTo.getTime() > occurredFrom.getTime()
  return (
    <>
      <Facts
        rows={[
          ['How often', occurrences[report.occurrence]],
          ...(report.occurrence === 'pattern'
            ? [['Since about', formatDate(occurredFrom)] as const]
            : [
                [isSpan ? 'From' : 'At', formatDateTime(occurredFrom)] as const,
                ...(isSpan ? [['To', formatDateTime(occurredTo)] as const] : []),
              ]),
          ['Reported', `${formatDateTime(report.filedAt)}, ${channelInWords(report.channel)}`],
          ['Reported by', reporterKindNames[report.reporterKind]],
          ...(report.language === englishTag
            ? []
            : [['Told in', `${languageOf(report.language).name}: answer the reporter in it`] as const]),
          ...(report.entered === null ? [] : [['Entered by', enteredWords(report.entered)] as const]),
          ...(report.source === '' ? [] : [['Sender’s name or number', report.source] as const]),
          ['Reported before', beforeWords(report.reportedBefore)],
        ]}
      />
      {pattern.length > 0 && (
        <HeatGrid caption="Days and hours when it happens" counts={patternCounts(pattern)} />
      )}
    </>
  )
}

function enteredWords({ name, organisation }: { name: string | null; organisation: string }): string {
  return name === null ? `Another system of ${organisation}` : `${name}, ${organisation}`
}

function beforeWords(reportedBefore: boolean | null): string {
  if (reportedBefore === null) return 'Not known'
  return reportedBefore ? 'Yes' : 'No'
}

/** 1 in every hour that the pattern names, Monday first. */
export function patternCounts(pattern: ReportDetail['pattern']): number[][] {
  return Array.from({ length: 7 }, (_, day) =>
    Array.from({ length: 24 }, (_, hour) =>
      pattern.some(
        ({ weekday, fromHour, toHour }) => weekday === day + 1 && hour >= fromHour && hour < toHour,
      )
        ? 1
        : 0,
    ),
  )
}

const preferences: Readonly<Record<string, string>> = {
  none: 'No preference',
  email: 'Email',
  phone: 'Telephone',
  text: 'Text message',
  letter: 'Letter',
}

/** Row-level security has decided already: without a contact here, this says who to ask. */
function Reporter({ report, isHeldByUs }: { report: ReportDetail; isHeldByUs: boolean }): Html {
  if (report.anonymous) return <p class="govuk-body">Reported anonymously.</p>
  const { contact, holder } = report
  if (contact === undefined)
    return (
      <p class="govuk-body">
        {isHeldByUs
          ? 'No contact details are kept.'
          : `Only ${holder?.organisationName ?? 'the organisation that holds the report'} sees who reported it. Ask them if you need to be in touch.`}
      </p>
    )
  const rows = [
    ['Name', contact.name],
    ['Email', contact.email],
    ['Telephone', contact.phone],
    ['Address', contact.address],
    ['Prefers', preferences[contact.preferredChannel] ?? contact.preferredChannel],
    ['Safe contact', contact.safeContact],
    ['Language or format', contact.format],
  ] as const
  return (
    <Facts
      rows={rows.filter(([, value]) => value !== '').map(([name, value]) => [name, <Typed text={value} />])}
    />
  )
}

function Related(props: {
  heading: string
  id: string
  path: string
  records: readonly RelatedRecord[]
}): Html | null {
  const { heading, id, path, records } = props
  if (records.length === 0) return null
  const statuses: Readonly<Record<string, string>> = { ...reportLifecycle.statuses, open: 'Open' }
  return (
    <Section id={id} heading={heading}>
      <ul class="govuk-list">
        {records.map(({ reference, title, status, reason }) => (
          <li>
            <a class="govuk-link" href={`/${path}/${reference}`}>
              {title}
            </a>
            {` ${statuses[status] ?? status}${reason === '' ? '' : `: ${reason}`}`}
          </li>
        ))}
      </ul>
    </Section>
  )
}
