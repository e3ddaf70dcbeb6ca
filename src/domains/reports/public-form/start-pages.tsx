import { ProseText, publicFrame } from '#domains/public-pages'
import { type Words, wordsIn } from '#locales'
import { ErrorsAtTop, type FormError, type Typed, typedValue } from '#platform/forms'
import { BackLink, Button, type Html, Layout, type LayoutProps, Radios, WarningText } from '#platform/govuk'
import type { AskedSet, HelpKind } from '../question-set.ts'
import { helpTexts } from './steps/help-step.tsx'
import { fieldError, headingLegend } from './steps/step.ts'

type PageProps = { frame: Omit<LayoutProps, 'title' | 'children'> }
type FormProps = PageProps & { typed: Typed; errors: readonly FormError[] }

/** Where each answer to the first question leads. */
export const ways = {
  danger: '/report/emergency',
  abuse: '/report/get-help',
  hate: '/report/hate',
  none: '/report/type',
} as const satisfies Record<HelpKind | 'none', string>

/** The first question of all: nobody in danger fills in a form. */
export function DangerPage({ frame, typed, errors }: FormProps): Html {
  const words = wordsIn(frame.asked?.tag)
  const { danger } = words.form
  return (
    <Layout
      {...publicFrame(frame)}
      title={danger.title}
      beforeContent={<BackLink text={words.site.back} href="/" />}
    >
      <ErrorsAtTop errors={errors} title={words.forms.problem} />
      <WarningText text={words.site.emergency} iconFallbackText={words.site.warning} />
      <form method="post" action="/report" novalidate={true}>
        <Radios
          name="danger"
          fieldset={headingLegend(danger.title)}
          items={[
            { value: 'danger', text: danger.yes },
            { value: 'abuse', text: danger.abuse, hint: { text: danger.abuseHint } },
            { value: 'hate', text: danger.hate, hint: { text: danger.hateHint } },
            { value: 'none', text: danger.no },
          ]}
          value={typedValue(typed, 'danger')}
          errorMessage={fieldError(words, errors, 'danger')}
        />
        <Button text={words.site.continue} />
      </form>
    </Layout>
  )
}

/** Who helps with what is more than anti-social behaviour; `danger` is 999 and every way to reach it. */
export function HelpPage({ frame, kind }: PageProps & { kind: HelpKind }): Html {
  const words = wordsIn(frame.asked?.tag)
  const { title, prose } = helpTexts(words, kind)
  return (
    <Layout
      {...publicFrame(frame)}
      title={title}
      beforeContent={<BackLink text={words.site.back} href="/report" />}
    >
      <h1 class="govuk-heading-l">{title}</h1>
      <ProseText prose={prose} />
      <ProseText prose={afterHelp(words, kind)} />
    </Layout>
  )
}

function afterHelp({ form }: Words, kind: HelpKind) {
  return kind === 'danger' ? form.emergency.after : form[kind].after
}

/** The types that have questions of their own; what fits none comes last. */
export function TypePage({ frame, typed, errors, sets }: FormProps & { sets: readonly AskedSet[] }): Html {
  const words = wordsIn(frame.asked?.tag)
  const { title, hint } = words.form.type
  return (
    <Layout
      {...publicFrame(frame)}
      title={title}
      beforeContent={<BackLink text={words.site.back} href="/report" />}
    >
      <ErrorsAtTop errors={errors} title={words.forms.problem} />
      <form method="post" action="/report/type" novalidate={true}>
        <Radios
          name="type"
          fieldset={headingLegend(title)}
          hint={{ text: hint }}
          items={sets.flatMap(({ asbType, label, examples }) => [
            ...(asbType === anythingElse ? [{ divider: words.site.or }] : []),
            { value: asbType, text: label, hint: { text: examples } },
          ])}
          value={typedValue(typed, 'type')}
          errorMessage={fieldError(words, errors, 'type')}
        />
        <Button text={words.site.continue} preventDoubleClick={true} />
      </form>
    </Layout>
  )
}

/** The type whose questions fit anything. */
export const anythingElse = 'unspecified'

/** Whoever stops at the advice has sent nothing, and can still go back. */
export function StoppedPage({ frame, back }: PageProps & { back: string }): Html {
  const { form, site } = wordsIn(frame.asked?.tag)
  const { title, body } = form.advice.stopped
  return (
    <Layout {...publicFrame(frame)} title={title} beforeContent={<BackLink text={site.back} href={back} />}>
      <h1 class="govuk-heading-l">{title}</h1>
      <ProseText prose={body} />
    </Layout>
  )
}
