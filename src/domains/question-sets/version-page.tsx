import { formatDate } from '#platform/clock'
import { type Html, Layout } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { compareSets } from './compare-sets.ts'
import type { PublishedSet } from './published-sets.ts'
import { Changes, Link, QuestionsOfSet, Trail, typeAddress, versionAddress } from './question-set-parts.tsx'

export type VersionPageProps = {
  frame: Frame
  asbType: string
  label: string
  shown: PublishedSet
  inForce: PublishedSet | undefined
  /** The version before the one shown. */
  before: PublishedSet | undefined
}

/** One published version: what it asks, and how it differs from the one in force. */
export function VersionPage({ frame, asbType, label, shown, inForce, before }: VersionPageProps): Html {
  const title = `${label}: version ${shown.version}`
  return (
    <Layout
      {...frame}
      wide
      title={title}
      beforeContent={<Trail items={[{ text: label, href: typeAddress(asbType) }]} />}
    >
      <h1 class="govuk-heading-l">{title}</h1>
      <p class="govuk-body">
        {`Asked from ${formatDate(shown.validFrom)} on. ${shown.version === inForce?.version ? 'It is in force.' : inForce ? `Version ${inForce.version} is in force.` : ''} It never changes.`}
      </p>
      <p class="govuk-body">
        <Link href={`${versionAddress(asbType, shown.version)}/preview`}>
          Walk through it as the public sees it
        </Link>
      </p>
      <Difference shown={shown} inForce={inForce} before={before} />
      <QuestionsOfSet set={shown.set} />
    </Layout>
  )
}

function Difference({
  shown,
  inForce,
  before,
}: Pick<VersionPageProps, 'shown' | 'inForce' | 'before'>): Html | null {
  if (inForce === undefined) return null
  if (shown.version > inForce.version)
    return (
      <Changes
        title={`What changes from version ${inForce.version}, which is in force`}
        changes={compareSets(inForce.set, shown.set)}
      />
    )
  if (shown.version < inForce.version)
    return (
      <Changes
        title={`What version ${inForce.version}, which is in force, has changed since`}
        changes={compareSets(shown.set, inForce.set)}
      />
    )
  return before ? (
    <Changes
      title={`What it changed from version ${before.version}`}
      changes={compareSets(before.set, shown.set)}
    />
  ) : null
}
