import { standingOf } from '#domains/proposals'
import { formatDate, formatDateTime } from '#platform/clock'
import { Button, type Html, Layout } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { RowsTable } from '#platform/lists'
import { adviceAddress, localTypesAddress } from './local/local-pages.tsx'
import type { Draft, Proposal } from './proposal.ts'
import type { PublishedSet } from './published-sets.ts'
import {
  draftAddress,
  Link,
  listAddress,
  proposalAddress,
  Trail,
  typeAddress,
  versionAddress,
} from './question-set-parts.tsx'

export type TypeInList = {
  code: string
  label: string
  inForce: PublishedSet | undefined
  scheduled: readonly PublishedSet[]
  waiting: Proposal | undefined
  drafts: readonly Draft[]
}

/** Every type of which the public is asked, with what holds now and what comes. */
export function QuestionSetsPage({ frame, types }: { frame: Frame; types: readonly TypeInList[] }): Html {
  const title = 'Questions that the public is asked'
  return (
    <Layout {...frame} wide title={title}>
      <h1 class="govuk-heading-l">{title}</h1>
      <p class="govuk-body">
        A change is proposed by one person and approved by a second. It is asked from its day on; reports made
        before keep the questions that they answered.
      </p>
      <ul class="govuk-list">
        <li>
          <Link href={adviceAddress}>Who deals with what: what organisations tell the public of a type</Link>
        </li>
        <li>
          <Link href={localTypesAddress}>Organisations’ own codes for the types</Link>
        </li>
      </ul>
      <RowsTable
        caption={title}
        head={['Type', 'In force', 'Next', 'Drafts']}
        none="No questions are published yet."
        rows={types.map((type) => [
          <Link href={typeAddress(type.code)}>{type.label}</Link>,
          type.inForce ? (
            <>
              <Link
                href={versionAddress(type.code, type.inForce.version)}
              >{`Version ${type.inForce.version}`}</Link>
              {` since ${formatDate(type.inForce.validFrom)}`}
            </>
          ) : (
            'None'
          ),
          <Next type={type} />,
          type.drafts.map((draft) => (
            <p class="govuk-body-s govuk-!-margin-bottom-1">
              {`By ${draft.draftedByName ?? 'somebody'}, ${formatDateTime(draft.savedAt)}`}
            </p>
          )),
        ])}
      />
    </Layout>
  )
}

function Next({ type }: { type: TypeInList }): Html {
  return (
    <>
      {type.scheduled.map(({ version, validFrom }) => (
        <p class="govuk-body-s govuk-!-margin-bottom-1">
          <Link href={versionAddress(type.code, version)}>{`Version ${version}`}</Link>
          {` from ${formatDate(validFrom)}`}
        </p>
      ))}
      {type.waiting && (
        <p class="govuk-body-s govuk-!-margin-bottom-1">
          <Link href={proposalAddress(type.waiting.id)}>Waits for approval</Link>
          {` for ${formatDate(type.waiting.validFrom)}`}
        </p>
      )}
    </>
  )
}

export type TypePageProps = {
  frame: Frame
  type: TypeInList
  versions: readonly PublishedSet[]
  proposals: readonly Proposal[]
  /** The reader may draft changes. */
  mayPropose: boolean
  me: string
}

/** One type: its versions, what was proposed, and where a change begins. */
export function TypePage({ frame, type, versions, proposals, mayPropose, me }: TypePageProps): Html {
  const own = type.drafts.find(({ draftedBy }) => draftedBy === me)
  return (
    <Layout {...frame} wide title={`Questions: ${type.label}`} beforeContent={<Trail items={[]} />}>
      <h1 class="govuk-heading-l">{`Questions: ${type.label}`}</h1>
      {mayPropose && (
        <form method="post" action={`${typeAddress(type.code)}/drafts`} novalidate>
          <Button
            text={own ? 'Go on with your draft' : 'Draft a change'}
            classes="govuk-button--secondary"
            preventDoubleClick={true}
          />
        </form>
      )}
      <h2 class="govuk-heading-m" id="versions">
        Versions
      </h2>
      <RowsTable
        caption="Versions"
        head={['Version', 'Asked from', 'State', 'Made by']}
        none="None is published yet."
        rows={versions.map(({ version, validFrom, isOwn }) => [
          <Link href={versionAddress(type.code, version)}>{`Version ${version}`}</Link>,
          formatDate(validFrom),
          version === type.inForce?.version
            ? 'In force'
            : type.scheduled.some((each) => each.version === version)
              ? 'Scheduled'
              : 'Before',
          isOwn ? 'The partnership' : 'Came with the product',
        ])}
      />
      <h2 class="govuk-heading-m" id="proposals">
        Proposals
      </h2>
      <RowsTable
        caption="Proposals"
        head={['Proposed', 'By', 'For', 'Decision']}
        none="Nothing has been proposed yet."
        rows={proposals.map((proposal) => [
          <Link href={proposalAddress(proposal.id)}>{formatDateTime(proposal.proposedAt)}</Link>,
          proposal.proposedByName ?? '',
          formatDate(proposal.validFrom),
          standingOf(proposal),
        ])}
      />
      {own && (
        <p class="govuk-body">
          <Link href={draftAddress(own.id)}>Your draft</Link>
        </p>
      )}
      <p class="govuk-body">
        <Link href={listAddress}>All types</Link>
      </p>
    </Layout>
  )
}
