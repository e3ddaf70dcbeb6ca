import type { Child, Html } from './html.ts'
import { Layout, type LayoutProps } from './layout.tsx'

export interface ErrorPageProps {
  /** The rest of the page, as on every other page of the service. */
  layout: Omit<LayoutProps, 'title' | 'children'>
  heading: string
  /** The correlation id in the log. What went wrong inside is never shown. */
  reference?: string | undefined
  /** What stands before it, in English where nothing is said. */
  referenceWords?: string | undefined
  /** What the reader can do now. */
  children?: Child
}

/** A problem page. It keeps the navigation, so that nobody is stranded, and it never signs anybody out. */
export function ErrorPage({
  layout,
  heading,
  reference,
  referenceWords = 'If you tell us about this, give the reference',
  children,
}: ErrorPageProps): Html {
  return (
    <Layout {...layout} title={heading}>
      <h1 class="govuk-heading-l">{heading}</h1>
      {children}
      {reference && (
        <p class="govuk-body">
          {referenceWords} <strong class="app-reference">{reference}</strong>.
        </p>
      )}
    </Layout>
  )
}
