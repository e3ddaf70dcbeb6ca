import { ErrorsAtTop, errorOf, type FormError, type Typed, typedValue } from '#platform/forms'
import { BackLink, Button, type Html, InsetText, Layout, Textarea, TextInput } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { kindNames } from '../evidence.ts'
import type { EvidenceItem } from '../find-evidence.ts'
import { addressOf, EvidenceView } from '../pages/evidence-view.tsx'
import { mostParts, partFields, type RedactionParts, rowName } from './parts.ts'

type RedactPageProps = {
  frame: Frame
  item: EvidenceItem
  kind: RedactionParts['kind'] | undefined
  /** Of a text: its lines. */
  lines: readonly string[] | undefined
  hasFfmpeg: boolean
  typed: Typed
  errors: readonly FormError[]
}

const fieldNames: Readonly<Record<string, string>> = {
  left: 'Left %',
  top: 'Top %',
  width: 'Width %',
  height: 'Height %',
  from: 'From',
  to: 'To',
}

/** Where somebody says which parts of a piece of evidence are taken out of a copy. */
export function RedactPage({ frame, item, kind, lines, hasFfmpeg, typed, errors }: RedactPageProps): Html {
  const title = `Copy of a ${kindNames[item.kind].toLowerCase()} with parts taken out`
  return (
    <Layout
      {...frame}
      wide
      title={title}
      scripts={kind === 'areas' ? ['redact'] : []}
      beforeContent={<BackLink text="The evidence" href={addressOf(item)} />}
    >
      <ErrorsAtTop errors={errors} />
      <h1 class="govuk-heading-l">{title}</h1>
      <p class="govuk-body">
        A new file is made; the original stays as it is. Look at the copy before you choose who is given it.
      </p>
      {kind === undefined ? (
        <InsetText>{whyNot(item)}</InsetText>
      ) : (
        <>
          {kind === 'areas' && <Picture item={item} />}
          {kind === 'times' && <EvidenceView item={item} />}
          {kind === 'lines' && lines !== undefined && (
            <section class="app-scroll app-redact__lines" aria-label="The text by lines" tabindex={0}>
              <ol>
                {lines.map((line) => (
                  <li>{line}</li>
                ))}
              </ol>
            </section>
          )}
          <p class="govuk-body">{whatHappens(item, kind, hasFfmpeg)}</p>
          <form method="post" action={addressOf(item, '/redactions')} novalidate>
            <div class="app-redact__rows">
              {Array.from({ length: mostParts }, (_, at) => (
                <Row kind={kind} at={at + 1} typed={typed} errors={errors} />
              ))}
            </div>
            <Textarea
              id="because"
              name="because"
              rows={2}
              label={{ text: 'Why these parts are taken out' }}
              hint={{ text: 'It stands in the chain of custody. Do not name anybody.' }}
              value={typedValue(typed, 'because')}
              errorMessage={errorOf(errors, 'because')}
            />
            <Button text="Make the copy" preventDoubleClick={true} />
          </form>
        </>
      )}
    </Layout>
  )
}

/** The picture under lines at every tenth, so that areas can be told in numbers; a script lets them be drawn. */
function Picture({ item }: { item: EvidenceItem }): Html {
  const tenths = [10, 20, 30, 40, 50, 60, 70, 80, 90]
  return (
    <div class="app-redact" data-module="redact-picture">
      <img class="app-redact__picture" src={addressOf(item, '/copy')} alt="What is to be copied" />
      <svg class="app-redact__areas" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
        {tenths.map((at) => (
          <>
            <line x1={at} y1="0" x2={at} y2="100" />
            <line x1="0" y1={at} x2="100" y2={at} />
          </>
        ))}
      </svg>
    </div>
  )
}

type RowProps = {
  kind: RedactionParts['kind']
  at: number
  typed: Typed
  errors: readonly FormError[]
}

function Row({ kind, at, typed, errors }: RowProps): Html {
  return (
    <fieldset class="govuk-fieldset app-redact__row">
      <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">{rowName(kind, at)}</legend>
      {partFields[kind].map((name) => (
        <TextInput
          id={`${name}-${at}`}
          name={`${name}-${at}`}
          label={{ text: fieldNames[name] ?? name }}
          classes="govuk-input--width-4"
          inputmode={kind === 'times' ? 'text' : 'decimal'}
          value={typedValue(typed, `${name}-${at}`)}
          errorMessage={errorOf(errors, `${name}-${at}`)}
        />
      ))}
    </fieldset>
  )
}

function whyNot({ kind, files }: EvidenceItem): string {
  if (!files.some(({ role }) => role === 'copy'))
    return 'There is no copy to take anything out of. Where the original is let be seen as it is, it is its own copy.'
  if (kind === 'document')
    return 'Nothing can be taken out of this kind of document here: a black bar drawn over a PDF or an office file leaves the words beneath it. Take a picture of the page, add that as evidence, and black out the picture.'
  return 'Nothing can be taken out of this kind of file here.'
}

function whatHappens({ kind }: EvidenceItem, parts: RedactionParts['kind'], hasFfmpeg: boolean): string {
  if (parts === 'areas')
    return 'The lines on the picture stand at every tenth. Draw an area on the picture, or say in per cent where it begins, from the left and from the top, and how wide and high it is. Its pixels are replaced by black.'
  if (parts === 'lines') return 'Say from which line to which. Whole lines are taken out.'
  if (hasFfmpeg)
    return `Say times in seconds, or as minutes and seconds, like 1:05. There is ${kind === 'video' ? 'black and silence' : 'silence'} in their place; the copy stays as long as it was.`
  if (kind === 'video')
    return 'Parts of a video are taken out with ffmpeg, which is not set up on this installation: the copy cannot be made until your operator sets it up.'
  return 'Say times in seconds, or as minutes and seconds, like 1:05. They are cut out, with half a second before and after; the copy is shorter by that.'
}
