import { CaseLayout, type OpenedTab } from '#domains/cases'
import { formatDate, formatDateTime } from '#platform/clock'
import type { FormError } from '#platform/forms'
import { Button, type Html, Tag, Textarea } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { RowsTable } from '#platform/lists'
import { isAgreed, type Power } from '../powers.ts'
import type { Intervention } from '../read-interventions.ts'
import type { CaseDocument } from './case-documents.ts'
import { contentsOf, type WrittenContents } from './compose-document.ts'
import type { CourtBundle } from './court-bundle.ts'
import { documentPhrases, exhibitKinds, headingOf } from './document-words.ts'

const languages = { en: 'English', cy: 'Welsh' } as const

/** The documents of a case; they are begun on the page of what they are for. */
export function DocumentsPage({
  frame,
  opened,
  documents,
}: {
  frame: Frame
  opened: OpenedTab
  documents: readonly CaseDocument[]
}): Html {
  const { reference } = opened.head
  return (
    <CaseLayout frame={frame} {...opened}>
      <p class="govuk-body-s">
        A document is begun where its use of a power is recorded:{' '}
        <a class="govuk-link" href={`/cases/${reference}/powers`}>
          Powers
        </a>
        .
      </p>
      <RowsTable
        caption="Documents of this case"
        head={['Document', 'Language', 'State', 'Made', 'PDF']}
        none="There is no document that you may see."
        rows={documents.map((each) => [
          <a class="govuk-link" href={`/cases/${reference}/documents/${each.id}`}>
            {each.title}
          </a>,
          languages[each.language],
          each.status === 'final' ? (
            <Tag text="Final" classes="govuk-tag--green" />
          ) : (
            <Tag text="Draft" classes="govuk-tag--yellow" />
          ),
          formatDate(each.finalAt ?? each.draftedAt),
          <a class="govuk-link" href={`/cases/${reference}/documents/${each.id}/pdf`}>
            {each.status === 'final' ? 'Download' : 'Preview'}
            <span class="govuk-visually-hidden">{` ${each.title} as PDF`}</span>
          </a>,
        ])}
      />
    </CaseLayout>
  )
}

/** One document: what the law asks it to say with what is written, until it is final. */
export function DocumentPage({
  frame,
  opened,
  document,
  intervention,
  power,
  words,
  bundle,
  mayChange,
  errors = [],
}: {
  frame: Frame
  opened: OpenedTab
  document: CaseDocument
  intervention: Intervention
  power: Power
  words: WrittenContents
  /** Of a draft for a court: what goes with it as things stand. */
  bundle: CourtBundle | undefined
  mayChange: boolean
  errors?: readonly FormError[]
}): Html {
  const { reference } = opened.head
  const address = `/cases/${reference}/documents/${document.id}`
  const contents = contentsOf(power)
  const written = contents.filter(({ code }) => (words[code] ?? '').trim() !== '').length
  return (
    <CaseLayout frame={frame} {...opened} errors={errors}>
      <h2 class="govuk-heading-m">{document.title}</h2>
      <p class="govuk-body">
        {document.status === 'final' && document.finalAt
          ? `Final since ${formatDateTime(document.finalAt)}. SHA-256: `
          : `${written} of ${contents.length} contents that the law asks for are written.`}
        {document.sha256 && <Hash digits={document.sha256} />}
      </p>
      <ul class="govuk-list">
        <li>
          <a class="govuk-link" href={`${address}/pdf`}>
            {document.status === 'final' ? 'Download the PDF' : 'Preview as saved (PDF)'}
          </a>
        </li>
        <li>
          <a class="govuk-link" href={`/cases/${reference}/powers/${intervention.id}`}>
            {intervention.servedAt === null
              ? isAgreed(power)
                ? 'Record who signed it'
                : 'Record how it was served'
              : isAgreed(power)
                ? `Signed ${formatDateTime(intervention.servedAt)}: record`
                : `Served ${formatDateTime(intervention.servedAt)}: service record`}
          </a>
        </li>
      </ul>
      {bundle && <Exhibits bundle={bundle} />}
      {document.status === 'draft' && mayChange ? (
        <form method="post" action={address} novalidate>
          <input type="hidden" name="version" value={document.version} />
          {contents.map((content) => (
            <Textarea
              name={content.code}
              rows={4}
              label={{ text: headingOf(content, document.language), classes: 'govuk-label--s' }}
              hint={{ text: `${content.words}. ${content.source}` }}
              value={words[content.code] ?? ''}
              errorMessage={messageAt(errors, content.code)}
            />
          ))}
          <div class="govuk-button-group">
            <Button text="Save the draft" name="step" value="save" classes="govuk-button--secondary" />
            <Button text="Make it final" name="step" value="final" preventDoubleClick={true} />
          </div>
        </form>
      ) : (
        contents.map((content) => (
          <section>
            <h3 class="govuk-heading-s">{headingOf(content, document.language)}</h3>
            <p class="govuk-body">{words[content.code] || 'Not written yet'}</p>
          </section>
        ))
      )}
    </CaseLayout>
  )
}

/** What goes with a document for a court: the evidence that its reader may see, by the labels it will have. */
function Exhibits({
  bundle: { exhibits, timeline, services, consultations },
}: {
  bundle: CourtBundle
}): Html {
  return (
    <>
      <RowsTable
        caption="Exhibits that go with it"
        head={['Exhibit', 'What it is', 'Received', 'SHA-256 of the file']}
        none="No evidence of this case is there for you to see."
        rows={exhibits.map(({ label, item, given }) => [
          <a class="govuk-link" href={`/evidence/${item.id}`}>
            {label}
            <span class="govuk-visually-hidden">: open it and its chain of custody</span>
          </a>,
          [exhibitKinds[item.kind].en, item.record?.reference, given && documentPhrases.en.partsTakenOut]
            .filter(Boolean)
            .join(', '),
          formatDateTime(item.receivedAt),
          <Hash digits={given?.sha256 ?? item.sha256} />,
        ])}
      />
      <p class="govuk-body-s">
        {`The PDF also has an index, the chain of custody of each exhibit, what happened in its order (${timeline.length} entries), how everything was served (${services.length}) and who was consulted (${consultations.length}). What you may not see is left out, and the PDF says so. All of it is kept as it stands when the document is made final.`}
      </p>
    </>
  )
}

/** A hash that breaks where the page is narrow, and is one word when it is copied. */
function Hash({ digits }: { digits: string }): Html {
  return (
    <code>
      {(digits.match(/.{1,8}/g) ?? []).map((part) => (
        <>
          {part}
          <wbr />
        </>
      ))}
    </code>
  )
}

function messageAt(errors: readonly FormError[], field: string): { text: string } | undefined {
  const found = errors.find((error) => error.field === field)
  return found === undefined ? undefined : { text: found.message }
}
