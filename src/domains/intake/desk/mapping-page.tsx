import { formatDateTime } from '#platform/clock'
import { ErrorsAtTop, errorOf, type FormError, type Typed, typedValue } from '#platform/forms'
import {
  Button,
  Details,
  type Html,
  InsetText,
  Layout,
  MojAlert,
  Radios,
  Tag,
  Textarea,
} from '#platform/govuk'
import type { Frame } from '#platform/http'
import { RowsTable } from '#platform/lists'
import { type MappingKind, mappingKinds } from '../incident/mapping.ts'
import { IntakeTabs } from '../intake-tabs.tsx'
import { targetsOf, writeMapping } from './mapping-text.ts'
import type { Coverage, SeenCode } from './measure-coverage.ts'
import type { MappingVersion } from './read-sources.ts'

export type MappingPreview = {
  coverage: readonly Coverage[]
  notMapped: readonly SeenCode[]
  /** What the pasted message would become, by field. */
  sample: readonly (readonly [string, string])[] | undefined
}

export type MappingPageProps = {
  frame: Frame
  source: string
  typed: Typed
  errors: readonly FormError[]
  conflict?: string | undefined
  types: readonly string[]
  versions: readonly MappingVersion[]
  /** Number of the newest version that the person had before them. */
  seen: number
  now: MappingPreview
  preview: MappingPreview | undefined
  memberId: string
}

const percent = ({ filled, of }: Coverage) => (of === 0 ? '–' : `${Math.round((100 * filled) / of)}%`)

/** The mapping of a source: what its codes mean here, tried on samples, proposed by one and approved by another. */
export function MappingPage(props: MappingPageProps): Html {
  const { frame, source, errors, conflict, versions, memberId } = props
  const [newest] = versions
  const title = `Mapping of ${source}`
  return (
    <Layout {...frame} wide title={title}>
      <ErrorsAtTop errors={errors} />
      {conflict && <MojAlert variant="warning" title="Nothing was saved" text={conflict} role="alert" />}
      <h1 class="govuk-heading-l">{title}</h1>
      <IntakeTabs current="sources" />
      {newest?.decision === null && <Waiting source={source} version={newest} memberId={memberId} />}
      <CoverageTable {...props} />
      <NotMappedTable seen={(props.preview ?? props.now).notMapped} />
      {props.preview?.sample && <Sample sample={props.preview.sample} />}
      <Editor {...props} />
      <Versions versions={versions} />
    </Layout>
  )
}

function Waiting({
  source,
  version,
  memberId,
}: {
  source: string
  version: MappingVersion
  memberId: string
}): Html {
  const isOwn = version.proposedBy === memberId
  return (
    <section aria-labelledby="waiting">
      <h2 class="govuk-heading-m" id="waiting">{`Version ${version.version} waits for a second person`}</h2>
      <InsetText>
        <p class="govuk-body">{`${version.proposedByName}: ${version.changeReason}`}</p>
        <pre class="app-typed">{writeMapping(version.mapping.entries)}</pre>
      </InsetText>
      <form method="post" action={`/intake/mappings/${source}/versions/${version.version}`}>
        {!isOwn && <Button text="Approve" name="decision" value="approved" preventDoubleClick={true} />}{' '}
        <Button
          text={isOwn ? 'Withdraw it' : 'Decline'}
          name="decision"
          value="declined"
          classes="govuk-button--secondary"
          preventDoubleClick={true}
        />
      </form>
    </section>
  )
}

function CoverageTable({ now, preview }: MappingPageProps): Html {
  const of = now.coverage[0]?.of ?? 0
  return (
    <>
      <h2 class="govuk-heading-m">
        {of === 0 ? 'Filled in' : `Filled in the last ${of} ${of === 1 ? 'incident' : 'incidents'} opened`}
      </h2>
      <RowsTable
        caption="Coverage"
        head={['Field', 'Now', ...(preview === undefined ? [] : ['With what you typed'])]}
        none="This source has not opened an incident yet, so there is nothing to count."
        rows={(of === 0 ? [] : now.coverage).map((each, at) => {
          const then = preview?.coverage[at]
          return [each.field, percent(each), ...(then === undefined ? [] : [percent(then)])]
        })}
      />
    </>
  )
}

function NotMappedTable({ seen }: { seen: readonly SeenCode[] }): Html {
  return (
    <>
      <h2 class="govuk-heading-m">Codes that are not mapped</h2>
      <RowsTable
        caption="Codes that are not mapped"
        head={['Code', 'Kind', 'Messages']}
        none="Every code of the last messages is mapped."
        rows={seen.slice(0, 50).map(({ kind, code, times }) => [code, mappingKinds[kind], times])}
      />
    </>
  )
}

function Sample({ sample }: { sample: NonNullable<MappingPreview['sample']> }): Html {
  return (
    <>
      <h2 class="govuk-heading-m">What your sample becomes</h2>
      <RowsTable
        caption="Sample"
        head={['Field', 'Value']}
        none="Nothing of the sample is read."
        rows={sample.map(([field, value]) => [field, value])}
      />
    </>
  )
}

function Editor({ source, typed, errors, types, seen }: MappingPageProps): Html {
  return (
    <form method="post" action={`/intake/mappings/${source}`} novalidate>
      <input type="hidden" name="seen" value={seen} />
      <Textarea
        name="entries"
        rows={12}
        label={{ text: 'Mapping', classes: 'govuk-label--m' }}
        hint={{ text: 'One code a line, such as: type N12 = noise. The code * stands for any other.' }}
        value={typedValue(typed, 'entries')}
        errorMessage={errorOf(errors, 'entries')}
        spellcheck={false}
      />
      <Details summaryText="What codes can stand for">
        <dl class="govuk-summary-list">
          {(Object.keys(mappingKinds) as MappingKind[]).map((kind) => (
            <div class="govuk-summary-list__row">
              <dt class="govuk-summary-list__key">{`${kind} (${mappingKinds[kind]})`}</dt>
              <dd class="govuk-summary-list__value">{targetsOf(kind, types).join(', ')}</dd>
            </div>
          ))}
        </dl>
      </Details>
      <Radios
        name="unknownTypes"
        classes="govuk-radios--small"
        fieldset={{
          legend: { text: 'An opening code that is not mapped', classes: 'govuk-fieldset__legend--s' },
        }}
        items={[
          { value: 'accept', text: 'File the report and mark it' },
          { value: 'set_aside', text: 'Set the message aside until somebody has looked' },
        ]}
        value={typedValue(typed, 'unknownTypes') || 'accept'}
      />
      <Textarea
        name="sample"
        rows={6}
        label={{ text: 'Sample message to try it on (optional)' }}
        hint={{ text: 'JSON, as the source sends it. It is not kept.' }}
        value={typedValue(typed, 'sample')}
        errorMessage={errorOf(errors, 'sample')}
        spellcheck={false}
      />
      <Textarea
        name="changeReason"
        rows={2}
        label={{ text: 'Why it is changed' }}
        value={typedValue(typed, 'changeReason')}
        errorMessage={errorOf(errors, 'changeReason')}
      />
      <div class="govuk-button-group">
        <Button text="Try it" name="act" value="try" classes="govuk-button--secondary" />
        <Button text="Propose it" name="act" value="propose" preventDoubleClick={true} />
      </div>
    </form>
  )
}

function Versions({ versions }: Pick<MappingPageProps, 'versions'>): Html {
  return (
    <>
      <h2 class="govuk-heading-m">Versions</h2>
      <RowsTable
        caption="Versions"
        head={['Version', 'State', 'Proposed', 'Why', 'Decided']}
        none="There is none: codes count as they are written."
        rows={versions.map((each) => [
          each.version,
          <Tag
            text={each.decision === null ? 'Waiting' : each.decision === 'approved' ? 'Approved' : 'Declined'}
          />,
          `${each.proposedByName}, ${formatDateTime(each.proposedAt)}`,
          each.changeReason,
          each.decidedAt === null ? '' : `${each.decidedByName}, ${formatDateTime(each.decidedAt)}`,
        ])}
      />
    </>
  )
}
