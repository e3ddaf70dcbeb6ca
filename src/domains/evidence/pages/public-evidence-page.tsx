import { publicFrame, Sentence } from '#domains/public-pages'
import { wordsIn } from '#locales'
import { ErrorsAtTop, type FormError } from '#platform/forms'
import {
  BackLink,
  Button,
  FileUpload,
  type Html,
  Layout,
  NotificationBanner,
  SummaryList,
} from '#platform/govuk'
import type { Frame } from '#platform/http'
import { acceptedTypes, type EvidenceKind, type EvidenceLimits } from '../evidence.ts'

/** Something that was added, as whoever added it sees it. */
export type OwnItem = {
  id: string
  kind: EvidenceKind
  name: string
  size: number
  scan: 'pending' | 'clean' | 'infected' | 'unavailable'
}

export type PublicEvidencePageProps = {
  frame: Frame
  /** Address of this page. */
  base: string
  back: string
  /** Whether the report was sent already: then the page stands by itself. */
  isLater: boolean
  /** What may still be taken back; undefined where what was sent is not shown. */
  items: readonly OwnItem[] | undefined
  /** How many files were taken just now. */
  taken: number
  errors: readonly FormError[]
  limits: EvidenceLimits
}

/** One form for files, several at once. With scripts each is sent by itself, with its progress. */
export function PublicEvidencePage(props: PublicEvidencePageProps): Html {
  const { frame, base, back, isLater, items, taken, errors, limits } = props
  const words = wordsIn(frame.asked?.tag)
  const { evidence } = words
  const title = isLater ? evidence.laterTitle : evidence.title
  return (
    <Layout
      {...publicFrame(frame)}
      title={title}
      scripts={['evidence']}
      beforeContent={<BackLink text={words.site.back} href={back} />}
    >
      <ErrorsAtTop errors={errors} title={words.forms.problem} />
      {taken > 0 && <NotificationBanner type="success" text={evidence.thanks(taken)} />}
      <h1 class="govuk-heading-l">{title}</h1>
      <p class="govuk-body">
        <Sentence text={evidence.intro} /> <Sentence text={evidence.safety} />
      </p>
      <p class="govuk-body">{evidence.privacy}</p>
      {items !== undefined && items.length > 0 && <AddedFiles {...props} items={items} />}
      <form
        method="post"
        action={base}
        enctype="multipart/form-data"
        novalidate={true}
        data-module="evidence-upload"
        data-uploads={`${base}/uploads`}
        data-largest={String(limits.largest)}
        data-words={JSON.stringify({
          ...evidence.progress,
          tooLarge: evidence.refusals(limits).too_large,
        })}
      >
        <FileUpload
          id="files"
          name="files"
          multiple={true}
          label={{ text: evidence.choose, classes: 'govuk-label--m' }}
          hint={{ text: evidence.hint(limits) }}
          errorMessage={
            errors.length > 0 && {
              html: (
                <>
                  {errors.map(({ message }, index) => (
                    <>
                      {index > 0 && <br />}
                      {message}
                    </>
                  ))}
                </>
              ),
            }
          }
          attributes={{ accept: acceptAttribute }}
        />
        <div class="govuk-button-group">
          <Button
            text={evidence.upload}
            name="after"
            value="upload"
            classes={isLater ? '' : 'govuk-button--secondary'}
          />
          {!isLater && <Button text={words.site.continue} />}
          {!isLater && (
            <Button
              text={words.site.saveForLater}
              name="after"
              value="later"
              classes="govuk-button--secondary"
            />
          )}
        </div>
      </form>
    </Layout>
  )
}

/** JPEG by name, so that telephones which keep photos in another format hand over one that every browser shows. */
const acceptAttribute = [
  'image/jpeg',
  'image/png',
  'video/*',
  'audio/*',
  ...Object.values(acceptedTypes).flatMap(({ kind, extension }) =>
    kind === 'document' ? `.${extension}` : [],
  ),
].join(',')

function AddedFiles({ frame, base, items }: PublicEvidencePageProps & { items: readonly OwnItem[] }): Html {
  const { evidence } = wordsIn(frame.asked?.tag)
  return (
    <>
      <h2 class="govuk-heading-m">{evidence.added}</h2>
      <SummaryList
        classes="app-evidence-added"
        rows={items.map(({ id, kind, name, size, scan }) => ({
          key: { text: evidence.kinds[kind] },
          value: {
            html: (
              <>
                <span class="app-break-anywhere">{name}</span>
                <br />
                <span class="govuk-hint">{`${evidence.size(size)}. ${evidence.scan[scan]}`}</span>
                <form method="post" action={`${base}/${id}/remove`}>
                  <button type="submit" class="govuk-button govuk-button--secondary govuk-!-margin-bottom-0">
                    {evidence.remove}
                    <span class="govuk-visually-hidden"> {name}</span>
                  </button>
                </form>
              </>
            ),
          },
        }))}
      />
    </>
  )
}
