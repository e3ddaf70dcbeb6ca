import { inLanguage, ProseText, publicFrame } from '#domains/public-pages'
import { wordsIn } from '#locales'
import { Button, type Html, Layout, type LayoutProps } from '#platform/govuk'
import { englishTag } from '#platform/language'
import type { ReviewArea } from '../application/read-areas.ts'

type AboutPageProps = {
  frame: Omit<LayoutProps, 'title' | 'children'>
  areas: readonly ReviewArea[]
}

/** What the Case Review is, each area's procedure and whom to turn to, as section 104(3) and Schedule 4 have it published. */
export function AboutPage({ frame, areas }: AboutPageProps): Html {
  const { about } = wordsIn(frame.asked?.tag).reviews
  const tag = frame.asked?.tag
  return (
    <Layout {...publicFrame(frame)} title={about.title}>
      <h1 class="govuk-heading-l">{about.title}</h1>
      <p class="govuk-body-l">{about.lead}</p>
      <Button text={about.start} href={addressIn(tag, '/case-review/apply')} isStartButton={true} />
      <ProseText prose={about.body} />
      <h2 class="govuk-heading-m">{about.otherWays}</h2>
      <p class="govuk-body">{about.otherWaysLead}</p>
      <h2 class="govuk-heading-m">{about.areas}</h2>
      {areas.map(({ name, contact, procedure }) => (
        <section aria-label={name}>
          <h3 class="govuk-heading-s">{name}</h3>
          <ul class="govuk-list govuk-list--bullet">
            <li>{about.complaints(procedure.complaints, procedure.applicationMonths)}</li>
            {procedure.hateReports !== null && <li>{about.hate(procedure.hateReports)}</li>}
            <li>
              {about.times(
                procedure.clocks.acknowledgeDays,
                procedure.clocks.thresholdDays,
                procedure.clocks.panelDays,
                procedure.clocks.outcomeDays,
              )}
            </li>
            <li class="app-typed">
              {[contact.name, contact.phone, contact.email, contact.address].filter(Boolean).join(', ')}
            </li>
          </ul>
        </section>
      ))}
      <p class="govuk-body">
        <a class="govuk-link" href={addressIn(tag, '/case-review/figures')}>
          {about.figures}
        </a>
      </p>
    </Layout>
  )
}

/** The address for a reader of that language; English needs no word of it. */
export function addressIn(tag: string | undefined, address: string): string {
  return tag === undefined || tag === englishTag ? address : inLanguage(address, tag)
}
