import { formatDateTime } from '#platform/clock'
import { errorOf, type FormError, type Typed, typedValue } from '#platform/forms'
import { Button, Details, type Html, Textarea } from '#platform/govuk'
import type { EvidenceItem } from '../find-evidence.ts'
import { addressOf } from '../pages/evidence-view.tsx'

export type EvidenceHold = {
  id: string
  because: string
  placedBy: string
  placedAt: Date
  liftedBy: string | null
  liftedAt: Date | null
  liftedBecause: string
}

/** A form of holds that came back with what is missing; `hold` is the one that was to be lifted. */
export type HoldForm = { typed: Typed; errors: readonly FormError[]; hold?: string }

type HoldsProps = { item: EvidenceItem; holds: readonly EvidenceHold[]; form: HoldForm | undefined }

/** What stops its deletion by decision of a person, and the forms that place and lift such a hold. */
export function Holds({ item, holds, form }: HoldsProps): Html {
  const ofNew = form?.hold === undefined ? form : undefined
  return (
    <section aria-labelledby="holds">
      <h2 class="govuk-heading-m" id="holds">
        Holds
      </h2>
      {holds.length === 0 && <p class="govuk-body">Nobody holds it.</p>}
      <ul class="govuk-list govuk-list--spaced">
        {holds.map((hold) => (
          <li>
            {`${formatDateTime(hold.placedAt)}, ${hold.placedBy}: ${hold.because}`}
            {hold.liftedAt !== null &&
              `. Lifted ${formatDateTime(hold.liftedAt)} by ${hold.liftedBy ?? 'somebody'}: ${hold.liftedBecause}`}
            {hold.liftedAt === null && item.deletedAt === null && (
              <Details summaryText="Lift this hold" open={form?.hold === hold.id}>
                <form method="post" action={addressOf(item, `/holds/${hold.id}/lift`)} novalidate>
                  <Why
                    id={form?.hold === hold.id ? 'why' : `why-${hold.id}`}
                    label="Why is it over?"
                    form={form?.hold === hold.id ? form : undefined}
                  />
                  <Button text="Lift the hold" classes="govuk-button--warning" preventDoubleClick={true} />
                </form>
              </Details>
            )}
          </li>
        ))}
      </ul>
      {item.deletedAt === null && (
        <Details summaryText="Hold it" open={ofNew !== undefined}>
          <form method="post" action={addressOf(item, '/holds')} novalidate>
            <p class="govuk-body">
              For court proceedings, an appeal, a complaint or a request: it is not deleted until the hold is
              lifted. While its records are open, an order is in force or a Case Review goes on, it is kept
              without one.
            </p>
            <Why id={ofNew === undefined ? 'why-held' : 'why'} label="Why is it held?" form={ofNew} />
            <Button text="Hold it" classes="govuk-button--secondary" preventDoubleClick={true} />
          </form>
        </Details>
      )}
    </section>
  )
}

/** What is wrong is said of the field that has the plain id. */
function Why({ id, label, form }: { id: string; label: string; form: HoldForm | undefined }): Html {
  return (
    <Textarea
      name="why"
      id={id}
      rows={2}
      label={{ text: label, classes: 'govuk-label--s' }}
      value={typedValue(form?.typed ?? {}, 'why')}
      errorMessage={errorOf(form?.errors ?? [], 'why')}
    />
  )
}
