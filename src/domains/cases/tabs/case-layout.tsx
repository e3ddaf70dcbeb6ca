import { titleWithReference } from '#domains/reports'
import { CaseRecordLinks } from '#domains/sharing'
import { ErrorsAtTop, type FormError } from '#platform/forms'
import { type Child, type Html, Layout, MojAlert, Tag } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { type CaseKind, kindNames } from '../case-kind.ts'
import type { CaseStatus } from '../lifecycle.ts'
import type { ShownTab } from './case-tab.ts'

export type CaseLayoutProps = {
  frame: Frame
  head: {
    reference: string
    title: string
    kind: CaseKind
    status: CaseStatus
    restriction: string | null
  }
  tabs: readonly ShownTab[]
  /** False for a light account, which opens none of the pages about who sees the case. */
  mayOpenRecords: boolean
  /** Of a form that came back. */
  errors?: readonly FormError[] | undefined
  /** What happened in the meantime, where a form came back for that. */
  conflict?: string | undefined
  scripts?: readonly string[]
  children?: Child
}

/** Every page of a case: what it is, its tabs, and what came back of a form. */
export function CaseLayout(props: CaseLayoutProps): Html {
  const { frame, head, tabs, mayOpenRecords, errors = [], conflict, scripts = [], children } = props
  const current = tabs.find((tab) => tab.current)
  const page = current === undefined || current.text === 'Overview' ? '' : `${current.text}: `
  return (
    <Layout
      {...frame}
      hasErrors={errors.length > 0}
      wide
      title={`${page}Case ${head.reference}`}
      scripts={[...scripts]}
    >
      <ErrorsAtTop errors={errors} />
      {conflict && <ConflictAlert conflict={conflict} />}
      <span class="govuk-caption-l">{kindNames[head.kind]}</span>
      <h1 class="govuk-heading-l govuk-!-margin-bottom-2">
        {titleWithReference(head)}{' '}
        <Tag
          text={head.status === 'open' ? 'Open' : 'Closed'}
          classes={head.status === 'open' ? 'govuk-tag--blue' : 'govuk-tag--grey'}
        />
        {head.restriction && <Tag text={`Restricted: ${head.restriction}`} classes="govuk-tag--red" />}
      </h1>
      {mayOpenRecords && <CaseRecordLinks reference={head.reference} />}
      <CaseTabs tabs={tabs} />
      {children}
    </Layout>
  )
}

function CaseTabs({ tabs }: { tabs: readonly ShownTab[] }): Html {
  return (
    <nav class="app-tabs" aria-label="Parts of this case">
      <ul class="app-tabs__list">
        {tabs.map(({ text, href, current, count }) => (
          <li class="app-tabs__item">
            <a class="app-tabs__link" href={href} aria-current={current ? 'page' : undefined}>
              {text}
              {count !== undefined && count > 0 && <span class="app-tabs__count">{` (${count})`}</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function ConflictAlert({ conflict }: { conflict: string }): Html {
  return (
    <MojAlert
      variant="warning"
      title="This has changed since you opened it"
      showTitleAsHeading={true}
      role="alert"
      html={
        <>
          <p>{conflict}</p>
          <p>Nothing you did was saved. What you typed is still below, if it is still yours to do.</p>
        </>
      }
    />
  )
}
