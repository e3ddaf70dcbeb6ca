import type { Html } from '#platform/govuk'

/** A title ends with its reference, which is read aloud and copied: that stays in one piece where the line breaks. */
export function titleWithReference({
  title,
  reference,
}: {
  title: string
  reference: string
}): Html | string {
  if (reference === '' || !title.endsWith(reference)) return title
  return (
    <>
      {title.slice(0, -reference.length)}
      <span class="app-reference">{reference}</span>
    </>
  )
}
