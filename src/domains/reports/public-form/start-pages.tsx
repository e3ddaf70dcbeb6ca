import { publicFrame } from '#domains/public-pages'
import { ErrorsAtTop, errorOf, type FormError, type Typed, typedValue } from '#platform/forms'
import { BackLink, Button, type Html, Layout, type LayoutProps, Radios, WarningText } from '#platform/govuk'
import type { QuestionSet } from '../question-set.ts'
import { headingLegend } from './steps/step.ts'

type PageProps = { frame: Omit<LayoutProps, 'title' | 'children'> }
type FormProps = PageProps & { typed: Typed; errors: readonly FormError[] }

export const dangerTitle = 'Is anyone in danger now?'
const typeTitle = 'What do you want to report?'

/** Where each answer to the first question leads. */
export const ways = {
  danger: '/report/emergency',
  abuse: '/report/get-help',
  none: '/report/type',
} as const

/** The first question of all: nobody in danger fills in a form. */
export function DangerPage({ frame, typed, errors }: FormProps): Html {
  return (
    <Layout {...publicFrame(frame)} title={dangerTitle} beforeContent={<BackLink text="Back" href="/" />}>
      <ErrorsAtTop errors={errors} />
      <WarningText
        text="Call 999 now if someone is in danger or a crime is happening."
        iconFallbackText="Warning"
      />
      <form method="post" action="/report" novalidate={true}>
        <Radios
          name="danger"
          fieldset={headingLegend(dangerTitle)}
          items={[
            { value: 'danger', text: 'Yes, someone is in danger or a crime is happening now' },
            {
              value: 'abuse',
              text: 'Not this minute, but it is abuse at home or hate',
              hint: {
                text: 'For example from a partner or family, or because of race, faith, disability, sex, who you love or being trans',
              },
            },
            { value: 'none', text: 'No' },
          ]}
          value={typedValue(typed, 'danger')}
          errorMessage={errorOf(errors, 'danger')}
        />
        <Button text="Continue" />
      </form>
    </Layout>
  )
}

/** 999, and every way to reach it without speaking or hearing. */
export function EmergencyPage({ frame }: PageProps): Html {
  return (
    <Layout
      {...publicFrame(frame)}
      title="Call 999 now"
      beforeContent={<BackLink text="Back" href="/report" />}
    >
      <h1 class="govuk-heading-l">Call 999 now</h1>
      <p class="govuk-body">
        <a class="govuk-link govuk-!-font-weight-bold" href="tel:999">
          Call 999
        </a>{' '}
        if someone is in danger or a crime is happening. Nobody reads this form at once.
      </p>
      <h2 class="govuk-heading-m">If you cannot speak</h2>
      <p class="govuk-body">
        Call 999 from a mobile phone and listen. If you make no sound, press 55 when you are asked. The police
        then know that you need help.
      </p>
      <h2 class="govuk-heading-m">If you are deaf or cannot hear well</h2>
      <ul class="govuk-list govuk-list--bullet">
        <li>use a textphone and call 18000</li>
        <li>
          use{' '}
          <a class="govuk-link" href="https://999bsl.co.uk/">
            999 BSL
          </a>{' '}
          to sign
        </li>
        <li>send a text to 999, if you have signed up for emergency texts</li>
      </ul>
      <h2 class="govuk-heading-m">When everyone is safe</h2>
      <p class="govuk-body">
        <a class="govuk-link" href="/report/type">
          Go on to report anti-social behaviour
        </a>
      </p>
    </Layout>
  )
}

/** Who helps with what is more than anti-social behaviour. */
export function GetHelpPage({ frame }: PageProps): Html {
  return (
    <Layout
      {...publicFrame(frame)}
      title="Get help with abuse or hate"
      beforeContent={<BackLink text="Back" href="/report" />}
    >
      <h1 class="govuk-heading-l">Get help with abuse or hate</h1>
      <p class="govuk-body">
        This can be a crime. You do not have to be sure. People who know about it can help you.
      </p>
      <h2 class="govuk-heading-m">Abuse by a partner or family</h2>
      <p class="govuk-body">
        Call the National Domestic Abuse Helpline on{' '}
        <a class="govuk-link" href="tel:08082000247">
          0808 2000 247
        </a>
        . It is free, day and night.
      </p>
      <h2 class="govuk-heading-m">Hate because of who you are</h2>
      <p class="govuk-body">
        Report it to the police on{' '}
        <a class="govuk-link" href="https://www.report-it.org.uk/">
          True Vision
        </a>{' '}
        or call{' '}
        <a class="govuk-link" href="tel:101">
          101
        </a>
        .
      </p>
      <h2 class="govuk-heading-m">If you also want to report anti-social behaviour</h2>
      <p class="govuk-body">
        <a class="govuk-link" href="/report/type">
          Go on with your report
        </a>
      </p>
    </Layout>
  )
}

/** The types that have questions of their own, and a way on for the rest. */
export function TypePage({ frame, typed, errors, sets }: FormProps & { sets: readonly QuestionSet[] }): Html {
  return (
    <Layout {...publicFrame(frame)} title={typeTitle} beforeContent={<BackLink text="Back" href="/report" />}>
      <ErrorsAtTop errors={errors} />
      <form method="post" action="/report/type" novalidate={true}>
        <Radios
          name="type"
          fieldset={headingLegend(typeTitle)}
          hint={{ text: 'If it is more than one, choose the one that troubles you most.' }}
          items={[
            ...sets.map(({ asbType, label, examples }) => ({
              value: asbType,
              text: label,
              hint: { text: examples },
            })),
            { divider: 'or' },
            { value: 'something_else', text: 'Something else' },
          ]}
          value={typedValue(typed, 'type')}
          errorMessage={errorOf(errors, 'type')}
        />
        <Button text="Continue" preventDoubleClick={true} />
      </form>
    </Layout>
  )
}

/** What this form does not take yet, and who does. */
export function SomethingElsePage({ frame }: PageProps): Html {
  return (
    <Layout
      {...publicFrame(frame)}
      title="Report something else"
      beforeContent={<BackLink text="Back" href="/report/type" />}
    >
      <h1 class="govuk-heading-l">Report something else</h1>
      <p class="govuk-body">This form does not have questions about other problems yet. You can:</p>
      <ul class="govuk-list govuk-list--bullet">
        <li>
          call the police on{' '}
          <a class="govuk-link" href="tel:101">
            101
          </a>{' '}
          about threats, drugs or damage
        </li>
        <li>
          <a class="govuk-link" href="https://www.gov.uk/find-local-council">
            contact your council
          </a>{' '}
          about litter, rubbish, graffiti or dogs
        </li>
        <li>contact your landlord about problems with neighbours</li>
      </ul>
      <p class="govuk-body">
        <a class="govuk-link" href="/report/type">
          Choose another type
        </a>
      </p>
    </Layout>
  )
}
