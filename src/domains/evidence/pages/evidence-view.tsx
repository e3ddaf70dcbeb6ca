import { formatDate, formatDateTime, londonDateOf } from '#platform/clock'
import { type Html, SummaryList, Tag } from '#platform/govuk'
import { kindNames } from '../evidence.ts'
import type { EvidenceItem, HeldBy } from '../find-evidence.ts'
import { type Redaction, redactionFor } from '../redaction/find-redactions.ts'
import { formatBytes } from '../refusal-words.ts'

export const addressOf = ({ id }: Pick<EvidenceItem, 'id'>, part = '') => `/evidence/${id}${part}`

/** Its copy, as large as there is room: drawn, played, or said why not. */
export function EvidenceView({ item }: { item: EvidenceItem }): Html {
  if (item.deletedAt !== null)
    return (
      <p class="govuk-body">
        It was deleted on {formatDate(londonDateOf(item.deletedAt))}, when the time for which it is kept was
        over. Its chain of custody stays.
      </p>
    )
  const label = `${kindNames[item.kind]}, received ${formatDateTime(item.receivedAt)}`
  if (item.scan === 'infected')
    return (
      <p class="govuk-body">
        A virus was found in it ({item.scanSays}). It is kept shut: nobody can open or save it here.
      </p>
    )
  if (item.scan === 'pending') return <p class="govuk-body">It is being checked for viruses.</p>
  const copy = item.files.find(({ role }) => role === 'copy')
  const given = item.facts === null ? redactionFor(item, 'partners') : undefined
  if (given?.mediaType) {
    return (
      <>
        <Shown
          address={redactionAddress(item, given)}
          mediaType={given.mediaType}
          label={`${label}, with parts taken out`}
        />
        <p class="govuk-body">Whoever holds the record has taken parts out of it.</p>
      </>
    )
  }
  if (copy === undefined)
    return (
      <p class="govuk-body">
        {item.copy === 'pending' ? 'A copy is being made.' : item.copySays}
        {item.facts === null && item.copy === 'none' && ' Ask whoever holds the record.'}
      </p>
    )
  const poster = item.files.some(({ role }) => role === 'thumbnail')
    ? addressOf(item, '/thumbnail')
    : undefined
  return <Shown address={addressOf(item, '/copy')} mediaType={copy.mediaType} label={label} poster={poster} />
}

export const redactionAddress = (item: Pick<EvidenceItem, 'id'>, { id }: Pick<Redaction, 'id'>) =>
  addressOf(item, `/redactions/${id}`)

type ShownProps = { address: string; mediaType: string; label: string; poster?: string | undefined }

/** A file that is looked at or heard in the page; what can only be saved says so. */
export function Shown({ address, mediaType, label, poster }: ShownProps): Html {
  if (mediaType.startsWith('image/'))
    return (
      <a href={address}>
        <img class="app-evidence__media" src={poster ?? address} alt={label} loading="lazy" />
      </a>
    )
  if (mediaType.startsWith('video/'))
    return <Player tag="video" src={address} label={label} poster={poster} />
  if (mediaType.startsWith('audio/')) return <Player tag="audio" src={address} label={label} />
  return <p class="govuk-body">This kind of file is saved and opened on your computer.</p>
}

type PlayerProps = { tag: 'video' | 'audio'; src: string; label: string; poster?: string | undefined }

/** A recording as it was sent, which has no captions: its words, where somebody wrote them down, are in the record. */
function Player({ tag: Recording, src, label, poster }: PlayerProps): Html {
  return (
    <Recording
      class="app-evidence__media"
      src={src}
      poster={poster}
      controls
      preload="none"
      aria-label={label}
    />
  )
}

const scanTags = {
  pending: { text: 'Being checked', classes: 'govuk-tag--yellow' },
  clean: { text: 'No virus found', classes: 'govuk-tag--green' },
  infected: { text: 'Virus found', classes: 'govuk-tag--red' },
  unavailable: { text: 'Not scanned', classes: 'govuk-tag--grey' },
} as const

export const ScanTag = ({ item }: { item: EvidenceItem }): Html =>
  item.deletedAt === null ? (
    <Tag {...scanTags[item.scan]} />
  ) : (
    <Tag text="Deleted" classes="govuk-tag--grey" />
  )

const heldWords: Readonly<Record<HeldBy, string>> = {
  hold: 'Held: it is not deleted until the hold is lifted',
  open: 'While a report or case that it belongs to is open, then as the rules say',
  order: 'While an order or notice of its case is in force, then as the rules say',
  review: 'While a Case Review about it goes on, then as the rules say',
  rule: 'No rule says how long: it is not deleted',
}

/** Until when it is kept, or what it is kept for. */
function keptInWords({ deletedAt, heldBy, keptUntil }: EvidenceItem): string {
  if (deletedAt !== null) return `Deleted ${formatDateTime(deletedAt)}`
  if (heldBy !== null) return heldWords[heldBy]
  return keptUntil === null
    ? 'Worked out within the hour'
    : `Until ${formatDate(keptUntil)}, then it is deleted`
}

const doors: Readonly<Record<EvidenceItem['door'], string>> = {
  public_form: 'Sent with the report',
  status_page: 'Sent by the reporter later',
  diary: 'Sent with a diary entry',
  staff: 'Added by staff',
  machine: 'Sent by another system',
  demo: 'Demonstration',
}

/** How it came, and for those who may know what the file tells of its maker. */
export function EvidenceFacts({ item }: { item: EvidenceItem }): Html {
  const rows: (readonly [string, string])[] = [
    ['Received', formatDateTime(item.receivedAt)],
    ['How', [doors[item.door], item.addedBy, item.addedFor].filter((part) => part !== null).join(', ')],
    ['Size', formatBytes(item.size)],
    ['Kind of file', item.mediaType],
    ['Scan', item.scanSays || (item.scannedAt ? formatDateTime(item.scannedAt) : 'Not yet')],
    ['SHA-256 of the original', item.sha256],
    ...(item.record === null ? [] : [['Kept', keptInWords(item)] as const]),
  ]
  const { facts } = item
  if (facts !== null) {
    rows.push(['Name it came under', facts.originalName])
    rows.push(['Taken', facts.takenAt.replace('T', ' at ') || 'The file does not say'])
    rows.push([
      'Where',
      facts.position === null
        ? 'The file does not say'
        : `${facts.position.latitude.toFixed(5)}, ${facts.position.longitude.toFixed(5)}`,
    ])
    rows.push(['With', facts.device || 'The file does not say'])
  }
  return (
    <SummaryList
      classes="app-dense-summary"
      rows={rows.map(([key, value]) => ({
        key: { text: key },
        value: { html: <span class="app-break-anywhere">{value}</span> },
      }))}
    />
  )
}
