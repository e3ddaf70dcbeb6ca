import { formatDateTime } from '#platform/clock'
import { ErrorsAtTop } from '#platform/forms'
import { BackLink, Button, type Html, Layout, MojAlert, Table } from '#platform/govuk'
import type { Frame } from '#platform/http'
import type { CustodyAct } from '../add-custody.ts'
import { kindNames } from '../evidence.ts'
import type { CustodyEntry, EvidenceItem } from '../find-evidence.ts'
import { Redactions } from '../redaction/redactions-section.tsx'
import { type EvidenceHold, type HoldForm, Holds } from '../retention/holds-section.tsx'
import { addressOf, EvidenceFacts, EvidenceView, ScanTag } from './evidence-view.tsx'

export type ItemPageProps = {
  frame: Frame
  item: EvidenceItem
  custody: readonly CustodyEntry[]
  /** Works on the record for whoever holds it. */
  isHolder: boolean
  /** Why it is or was held; for the holder. */
  holds: readonly EvidenceHold[]
  holdForm?: HoldForm | undefined
  told?: string | undefined
}

export const actWords: Readonly<Record<CustodyAct, string>> = {
  received: 'Received',
  attached: 'Attached to its record',
  scanned: 'Virus scan',
  copied: 'Copies made',
  viewed: 'Viewed',
  downloaded: 'Saved',
  hash_verified: 'Found as it was received',
  hash_differs: 'Found changed since it was received',
  shared_as_it_is: 'Original shared as it is',
  redaction_asked: 'Copy with parts taken out asked for',
  redacted: 'Copy with parts taken out made',
  redaction_failed: 'Copy with parts taken out not made',
  redaction_given: 'Who is given a copy chosen',
  held: 'Held: not to be deleted',
  hold_lifted: 'Hold lifted',
  deleted: 'Deleted',
}

/** One piece of evidence with its chain of custody. */
export function ItemPage(props: ItemPageProps): Html {
  const { frame, item, custody, isHolder, holds, holdForm, told } = props
  const has = (wanted: string) => item.files.some(({ role }) => role === wanted)
  const back = item.record ? `/${item.record.kind}s/${item.record.reference}/evidence` : '/evidence/waiting'
  return (
    <Layout
      {...frame}
      wide
      hasErrors={holdForm !== undefined}
      title={`${kindNames[item.kind]}${item.record ? ` of ${item.record.reference}` : ''}`}
      beforeContent={<BackLink text="All evidence" href={back} />}
    >
      <ErrorsAtTop errors={holdForm?.errors ?? []} />
      {told && <MojAlert variant="information" title={told} text={told} role="status" />}
      <h1 class="govuk-heading-l">
        {kindNames[item.kind]}
        {item.record && ` of ${item.record.reference}`} <ScanTag item={item} />
      </h1>
      <div class="app-record">
        <div class="app-record__first">
          <EvidenceView item={item} />
          <div class="govuk-button-group">
            {has('copy') && (
              <Button
                text="Save the copy"
                href={addressOf(item, '/copy?save=1')}
                classes="govuk-button--secondary"
              />
            )}
            {has('original') && (
              <Button
                text="Save the original"
                href={addressOf(item, '/original')}
                classes="govuk-button--secondary"
              />
            )}
          </div>
          <Redactions item={item} mayMake={isHolder && has('original') && item.record !== null} />
          {isHolder && has('original') && <HolderForms item={item} hasCopy={has('copy')} />}
          {isHolder && item.record !== null && <Holds item={item} holds={holds} form={holdForm} />}
        </div>
        <aside class="app-record__aside" aria-label="Facts">
          <EvidenceFacts item={item} />
        </aside>
        <div class="app-record__rest">
          <section class="app-scroll" aria-label="Chain of custody" tabindex={0}>
            <Table
              caption="Chain of custody"
              captionClasses="govuk-table__caption--m"
              head={['When', 'What', 'Who', 'Detail'].map((text) => ({ text }))}
              rows={custody.map(({ at, what, detail, actorName, organisation }) => [
                { text: formatDateTime(at) },
                { text: actWords[what] },
                { text: [actorName, organisation].filter((part) => part !== null).join(', ') },
                { html: <span class="app-break-anywhere">{detail}</span> },
              ])}
            />
          </section>
        </div>
      </div>
    </Layout>
  )
}

function HolderForms({ item, hasCopy }: { item: EvidenceItem; hasCopy: boolean }): Html {
  return (
    <>
      <form method="post" action={addressOf(item, '/verify')}>
        <Button text="Check that it is as it was received" classes="govuk-button--secondary" />
      </form>
      {!hasCopy && item.copy === 'none' && (
        <form method="post" action={addressOf(item, '/share')}>
          <p class="govuk-body">
            Others who see the record cannot open this. Share the original only if you have looked at it and
            nothing in it, seen or unseen, must stay with you.
          </p>
          <Button text="Let others see the original" classes="govuk-button--warning" />
        </form>
      )}
    </>
  )
}
