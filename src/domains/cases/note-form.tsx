import { Button, Details, type Html } from '#platform/govuk'
import { newId } from '#platform/ids'
import type { ShownForm } from './form-state.ts'
import { Reason } from './reason.tsx'

/** A note for everybody who sees the case; the form carries a number, so that sending it twice writes it once. */
export function NoteForm({
  reference,
  page = '',
  state,
}: {
  reference: string
  /** The tab that it stands on and comes back to. */
  page?: string
  state: ShownForm
}): Html {
  return (
    <Details summaryText="Add a note" open={state.isOpen}>
      <form method="post" action={`/cases/${reference}/notes`} novalidate>
        <input type="hidden" name="form" value={newId()} />
        <input type="hidden" name="page" value={page} />
        <Reason form="note" label="Note, for everybody who sees this case" state={state} />
        <Button text="Add the note" classes="govuk-button--secondary" preventDoubleClick={true} />
      </form>
    </Details>
  )
}
