import { formatDateTime } from '#platform/clock'
import { ErrorsAtTop, errorOf, type FormError, type Typed, typedValue } from '#platform/forms'
import { Button, FileUpload, type Html, Layout, Textarea } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { newId } from '#platform/ids'
import { DenseTable } from '#platform/lists'
import type { ListedSheet } from './sheet-store.ts'

type ReferralsPageProps = {
  frame: Frame
  sheets: readonly ListedSheet[]
  typed: Typed
  errors: readonly FormError[]
}

/** Where sheets of referrals are handed in, and those of the last 30 days. */
export function ReferralsPage({ frame, sheets, typed, errors }: ReferralsPageProps): Html {
  return (
    <Layout {...frame} title="Referrals from a sheet or an email">
      <ErrorsAtTop errors={errors} />
      <h1 class="govuk-heading-l">Referrals from a sheet or an email</h1>
      <p class="govuk-body">
        Each row becomes a report. You say what the columns are and look at the rows before anything is filed.
      </p>
      <p class="govuk-body">
        A partner without a sheet fills in the{' '}
        <a class="govuk-link" href="/referrals/template.txt">
          referral template
        </a>{' '}
        and sends it by email. Hand in the email here, or paste what it says: each filled-in template is a
        row. Emails that arrive by themselves from senders of referrals are listed below.
      </p>
      <form method="post" action="/referrals" enctype="multipart/form-data" novalidate={true}>
        <input type="hidden" name="sheet" value={newId()} />
        <FileUpload
          name="file"
          id="file"
          label={{ text: 'Choose a CSV file or an email' }}
          hint={{
            text: 'In Excel: save as CSV UTF-8, up to 500 rows. An email: save it as a file that ends in .eml.',
          }}
          attributes={{ accept: '.csv,.tsv,.txt,.eml,text/csv,message/rfc822' }}
          errorMessage={errorOf(errors, 'file')}
        />
        <Textarea
          name="rows"
          id="rows"
          label={{ text: 'Or paste the rows with the heading row, or a filled-in template' }}
          rows={5}
          value={typedValue(typed, 'rows')}
          spellcheck={false}
        />
        <Button text="Look at the rows" />
      </form>
      {sheets.length > 0 && <Sheets sheets={sheets} />}
    </Layout>
  )
}

function Sheets({ sheets }: { sheets: readonly ListedSheet[] }): Html {
  return (
    <DenseTable
      caption="Sheets of the last 30 days"
      captionSize="m"
      head={['Sheet', 'Handed in', 'Rows', 'Filed', 'Still open']}
    >
      {sheets.map(({ id, name, addedAt, addedBy, rows, filed, open }) => (
        <tr class="govuk-table__row">
          <th scope="row" class="govuk-table__header">
            <a class="govuk-link" href={`/referrals/${id}`}>
              {name}
            </a>
          </th>
          <td class="govuk-table__cell">{`${formatDateTime(addedAt)}, ${addedBy}`}</td>
          <td class="govuk-table__cell">{String(rows)}</td>
          <td class="govuk-table__cell">{String(filed)}</td>
          <td class="govuk-table__cell">{String(open)}</td>
        </tr>
      ))}
    </DenseTable>
  )
}
