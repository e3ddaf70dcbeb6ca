import { Button, type Html, Layout, type LayoutProps, WarningText } from '#platform/govuk'
import { publicFrame } from './public-frame.ts'

type PageProps = { frame: Omit<LayoutProps, 'title' | 'children'> }

/** The front door, for the public first. */
export function HomePage({ frame }: PageProps): Html {
  return (
    <Layout {...publicFrame(frame)} title="Start">
      <h1 class="govuk-heading-xl">Report anti-social behaviour</h1>
      <p class="govuk-body-l">
        Tell the police, your council and your landlord about anti-social behaviour. You tell us once. We find
        the right team.
      </p>
      <WarningText
        text="Call 999 now if someone is in danger or a crime is happening."
        iconFallbackText="Warning"
      />
      <p class="govuk-body">You can report:</p>
      <ul class="govuk-list govuk-list--bullet">
        <li>noise</li>
        <li>vehicles and off-road bikes</li>
        <li>rowdy or nuisance gatherings</li>
      </ul>
      <p class="govuk-body">
        It takes about 10 minutes. You can stop at any time and come back later. You do not have to give your
        name.
      </p>
      <Button text="Start now" href="/report" isStartButton={true} />
      <h2 class="govuk-heading-m">If you have reported something already</h2>
      <p class="govuk-body">
        Open the private link that you were given when you sent your report. It shows what has happened since.
      </p>
      <h2 class="govuk-heading-m">If you work for a partner organisation</h2>
      <p class="govuk-body">
        <a class="govuk-link" href="/sign-in">
          Sign in
        </a>
      </p>
    </Layout>
  )
}
