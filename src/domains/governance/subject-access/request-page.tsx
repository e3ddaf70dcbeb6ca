import { formatDate, formatDateTime, type LocalDate } from '#platform/clock'
import { ErrorsAtTop } from '#platform/forms'
import { BackLink, Button, type Html, Layout, SummaryList, Tag } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { ConflictAlert } from './form-parts.tsx'
import { anchorsOf, type FormState } from './form-state.ts'
import { requestLifecycle } from './lifecycle.ts'
import type { SubjectPackage } from './package/ask-package.ts'
import type { ItemDecision } from './read-items.ts'
import type { Contribution, SubjectRequest } from './read-request.ts'
import { AnswerForms, ContributionForms, ContributionsSection, ControllerForms } from './request-forms.tsx'
import { regimes } from './subject-request.ts'

export type RequestPageProps = {
  frame: Frame
  request: SubjectRequest
  counts: Readonly<Record<ItemDecision, number>>
  contributions: readonly Contribution[]
  partners: readonly { id: number; name: string }[]
  packages: readonly SubjectPackage[]
  obstacles: readonly string[]
  names: { submittedBy: string | undefined; approvedBy: string | undefined }
  /** Whether the reader handed it in, and so may not approve it. */
  isMine: boolean
  today: LocalDate
  state: FormState | undefined
}

/** One request: what was asked, by when, what is still to be done, and what may be done now. */
export function RequestPage(props: RequestPageProps): Html {
  const { frame, request, state, obstacles, counts } = props
  const address = `/governance/subject-access/${request.reference}`
  const found = counts.undecided + counts.included + counts.excluded
  return (
    <Layout
      {...frame}
      wide
      title={`Subject access request ${request.reference}`}
      beforeContent={<BackLink text="Subject access requests" href="/governance/subject-access" />}
    >
      <ErrorsAtTop errors={state ? anchorsOf(state) : []} />
      {state?.conflict && <ConflictAlert conflict={state.conflict} />}
      <span class="govuk-caption-l">Subject access request {request.reference}</span>
      <h1 class="govuk-heading-l">
        {request.personName}{' '}
        <Tag text={requestLifecycle.statuses[request.status]} classes="govuk-tag--blue" />
      </h1>
      <div class="app-record">
        <div class="app-record__whole">
          <DueLine request={request} today={props.today} />
          <section aria-labelledby="records">
            <h2 class="govuk-heading-m" id="records">
              Records
            </h2>
            <p class="govuk-body">
              {found === 0
                ? 'Nothing has been found yet.'
                : `${counts.included} included, ${counts.excluded} excluded, ${counts.undecided} to be decided.`}
            </p>
            <p class="govuk-body">
              <a class="govuk-link" href={`${address}/records`}>
                {found === 0 ? 'Search for records' : 'Decide and read the records'}
              </a>
            </p>
          </section>
          {request.contribution === undefined ? (
            <>
              <ContributionsSection {...props} address={address} />
              <ControllerForms {...props} address={address} />
              {(request.status === 'approved' || request.status === 'released') && (
                <PackageSection {...props} address={address} />
              )}
            </>
          ) : (
            <AnswerForms {...props} address={address} contribution={request.contribution} />
          )}
          {obstacles.length > 0 && (request.status === 'open' || request.status === 'awaiting_approval') && (
            <section aria-labelledby="missing">
              <h2 class="govuk-heading-m" id="missing">
                Still to be done
              </h2>
              <ul class="govuk-list govuk-list--bullet">
                {obstacles.map((each) => (
                  <li>{each}</li>
                ))}
              </ul>
            </section>
          )}
        </div>
        <div class="app-record__aside">
          <Facts {...props} />
          {request.contribution === undefined && <ContributionForms {...props} address={address} />}
        </div>
      </div>
    </Layout>
  )
}

function DueLine({ request, today }: { request: SubjectRequest; today: LocalDate }): Html {
  if (request.releasedOn !== null)
    return (
      <p class="govuk-body">
        Handed over on {formatDate(request.releasedOn)} to {request.releasedTo}: {request.releaseMethod}.
      </p>
    )
  if (request.closedOn !== null)
    return (
      <p class="govuk-body">
        Closed on {formatDate(request.closedOn)}: {request.closingReason}
      </p>
    )
  return (
    <p class="govuk-body">
      <strong>Due {formatDate(request.contribution?.dueOn ?? request.dueOn)}</strong>
      {request.pausedOn === null && request.dueOn < today && <strong class="app-late"> Overdue</strong>}
      {request.pausedOn !== null &&
        `. The clock stands still since ${formatDate(request.pausedOn)}: ${request.pauseReason}`}
      {request.identitySeenOn === null && '. The clock starts when you record proof of identity.'}
    </p>
  )
}

function Facts({ request, names }: RequestPageProps): Html {
  const rows: [string, string][] = [
    ['Answered by', request.organisationName],
    ['Law', regimes[request.regime]],
    ['Received', formatDate(request.receivedOn)],
    [
      'Proof of identity',
      request.identitySeenOn === null
        ? 'Not yet seen'
        : `${request.identityProof}, seen ${formatDate(request.identitySeenOn)}`,
    ],
    ['Asked by', request.askedBy === 'themselves' ? 'The person themselves' : request.representative],
    ['What they want', request.wanted],
    ['Other names', request.otherNames],
    ['Email', request.email],
    ['Telephone', request.phone],
    ['Address', request.address],
    [
      'Dates looked at',
      [
        request.fromDate && `from ${formatDate(request.fromDate)}`,
        request.toDate && `up to ${formatDate(request.toDate)}`,
      ]
        .filter(Boolean)
        .join(' '),
    ],
    [
      'Extended',
      request.extendedMonths === 0 ? '' : `by ${request.extendedMonths} months: ${request.extensionReason}`,
    ],
    ['Waited for them', request.pausedDays === 0 ? '' : `${request.pausedDays} days`],
    ['Names of staff', request.withholdStaffNames ? 'Suggested to be kept back' : 'Given'],
    ['Handed in by', names.submittedBy ?? ''],
    ['Approved by', names.approvedBy ?? ''],
    ['Closed', request.closedOn === null ? '' : `${formatDate(request.closedOn)}: ${request.closingReason}`],
  ]
  return (
    <SummaryList
      classes="app-dense-summary"
      rows={rows
        .filter(([, value]) => value !== '')
        .map(([key, value]) => ({ key: { text: key }, value: { text: value } }))}
    />
  )
}

function PackageSection({ packages, address }: RequestPageProps & { address: string }): Html {
  const [latest] = packages
  return (
    <section aria-labelledby="package">
      <h2 class="govuk-heading-m" id="package">
        Package
      </h2>
      {latest === undefined && <p class="govuk-body">It has not been made yet.</p>}
      {latest?.status === 'building' && (
        <>
          <p class="govuk-body" role="status">
            It is being made: {latest.done} of {latest.total} records.
          </p>
          <p class="govuk-body">
            {/* Without a place on the page: a browser that is there already would load nothing. */}
            <a class="govuk-link" href={address}>
              See how far it is
            </a>
          </p>
        </>
      )}
      {latest?.status === 'failed' && <p class="govuk-body">{latest.failure}</p>}
      {packages
        .filter(({ status }) => status === 'ready')
        .map((each) => (
          <p class="govuk-body">
            {each.fileId === null ? (
              `The package of ${formatDateTime(each.askedAt)} has expired.`
            ) : (
              <a class="govuk-link" href={`/files/${each.fileId}`}>
                Download the package (ZIP, {Math.ceil((each.size ?? 0) / 1024)} KB)
              </a>
            )}
            {each.expiresAt !== null && `, until ${formatDate(each.expiresAt)}`}
          </p>
        ))}
      {latest?.status !== 'building' && (
        <form method="post" action={`${address}/package`}>
          <Button
            text={packages.length === 0 ? 'Make the package' : 'Make it again'}
            classes="govuk-button--secondary"
            preventDoubleClick={true}
          />
        </form>
      )}
    </section>
  )
}
