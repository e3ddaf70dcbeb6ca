import { formatDate, type LocalDate } from '#platform/clock'
import { type Child, dangerousHtml, type Html, renderToString } from '#platform/govuk'
import type { GivenPassage, GivenRecord, PackageContent } from './package-content.ts'

/** Printed and read without our style sheets: one file a page, and nothing is fetched. */
const style = `body{font:1.1rem/1.5 Arial,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;color:#0b0c0c}
h1{font-size:1.9rem;line-height:1.2}h2{font-size:1.4rem;margin-top:2rem}h3{font-size:1.1rem;margin-bottom:.2rem}
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.4rem .6rem .4rem 0;border-bottom:1px solid #b1b4b6}
a{color:#1d70b8}strong.withheld{background:#f3f2f1;padding:0 .2rem}.scroll{overflow-x:auto}p{overflow-wrap:anywhere}`

function document(title: string, content: Child): string {
  return `<!DOCTYPE html>\n${renderToString(
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        {dangerousHtml(`<style>${style}</style>`)}
      </head>
      <body>
        <main>{content}</main>
      </body>
    </html>,
  )}`
}

/** The letter that goes with the package. */
export function coveringLetter(content: PackageContent, today: LocalDate): string {
  const { controller, personName, reference, receivedOn, records, withheld } = content
  return document(
    `Your request ${reference}`,
    <>
      <p>{controller}</p>
      <p>{formatDate(today)}</p>
      <p>Our reference: {reference}</p>
      <h1>What we hold about you</h1>
      <p>Dear {personName},</p>
      <p>
        You asked us on {formatDate(receivedOn)} what we hold about you. This is our answer, under{' '}
        {content.regime === 'part_3'
          ? 'section 45 of the Data Protection Act 2018'
          : 'article 15 of the UK General Data Protection Regulation'}
        .
      </p>
      <p>
        {records.length === 0
          ? 'There is no record that we can give you.'
          : `We found ${count(records.length, 'record')} that we can give you. Open index.html to read them.`}
      </p>
      <p>
        {withheld.length === 0
          ? 'We kept nothing back.'
          : 'We kept some things back. We marked each place, and withheld.html says why.'}
      </p>
      <p>index.html also says where the information came from, who was told, and how long we keep it.</p>
      <h2>If something is wrong</h2>
      <p>
        You can ask us to correct, delete or restrict what we hold, or object to how we use it. Tell us what
        is wrong and give our reference. {content.contactAdvice}
      </p>
      <h2>If you are not happy with our answer</h2>
      <p>
        Tell us first, and somebody else will look at it again. You can also complain to the Information
        Commissioner: ico.org.uk/make-a-complaint, telephone 0303 123 1113. You can ask a court to order us to
        put things right.
      </p>
    </>,
  )
}

/** The index: every record, and all else that the law wants told. */
export function indexPage(content: PackageContent): string {
  const { records, told, asked, controller, reference } = content
  return document(
    `Index of ${reference}`,
    <>
      <h1>What {controller} holds about you</h1>
      <p>Request {reference}. The same list is in index.csv, for a spreadsheet.</p>
      <h2>Records</h2>
      {records.length === 0 ? (
        <p>There is no record that we can give you.</p>
      ) : (
        <div class="scroll">
          <table>
            <thead>
              <tr>
                {['Record', 'What it is', 'Date', 'Held by', 'Parts kept back'].map((name) => (
                  <th scope="col">{name}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {records.map((record) => (
                <tr>
                  <th scope="row">
                    <a href={`records/${record.reference}.html`}>{record.reference}</a>
                  </th>
                  <td>{record.title}</td>
                  <td>{formatDate(record.recordedOn)}</td>
                  <td>{record.heldBy}</td>
                  <td>{record.partsWithheld}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p>
        <a href="withheld.html">What we kept back, and why</a>
      </p>
      <h2>Why we hold it</h2>
      <p>
        To deal with anti-social behaviour: to find out what happens, to keep people safe, and to work
        together with the police, councils and landlords of the area. The law for this is the Crime and
        Disorder Act 1998, sections 17 and 115, and the Anti-social Behaviour, Crime and Policing Act 2014.
      </p>
      <h2>Where it came from</h2>
      <p>
        From what people reported to us, from what our staff and partners wrote down while they dealt with it,
        and from these organisations:
      </p>
      <ul>
        {[...new Set([controller, ...records.flatMap(({ heldBy, foundBy }) => [heldBy, foundBy])])]
          .filter((name) => name !== '')
          .map((name) => (
            <li>{name}</li>
          ))}
      </ul>
      {asked.map(({ name, status }) => (
        <p>
          {status === 'answered'
            ? `We asked ${name}, and what they hold about you is here.`
            : `We asked ${name}. They did not take part: ask them yourself for what they hold.`}
        </p>
      ))}
      <h2>Who was told</h2>
      {told.length === 0 ? (
        <p>Nobody outside the organisations that deal with these records.</p>
      ) : (
        <ul>
          {told.map((each) => (
            <li>
              {each.reference}: {each.words}
            </li>
          ))}
        </ul>
      )}
      <h2>How long we keep it</h2>
      <p>
        As long as it is needed, by our retention schedule. Police records are reviewed at least every six
        years and deleted when they are no longer needed.
      </p>
    </>,
  )
}

/** What was kept back by category, and nothing of what it was. */
export function withheldPage({ withheld, reference }: PackageContent): string {
  return document(
    `What was kept back from ${reference}`,
    <>
      <h1>What we kept back, and why</h1>
      {withheld.length === 0 && <p>We kept nothing back.</p>}
      {withheld.map(({ label, plain, citation, parts, records }) => (
        <>
          <h2>{label}</h2>
          <p>{plain}</p>
          <p>The law: {citation}.</p>
          <p>
            {[
              parts > 0 ? count(parts, 'part of a record', 'parts of records') : '',
              records > 0 ? count(records, 'whole record') : '',
            ]
              .filter(Boolean)
              .join(' and ')}{' '}
            kept back.
          </p>
        </>
      ))}
    </>,
  )
}

/** One record, readable from top to bottom. */
export function recordPage(record: GivenRecord): string {
  const passages = record.passages.filter(({ part }) => part !== 'told')
  return document(
    `${record.kind} ${record.reference}`,
    <>
      <p>
        <a href="../index.html">Back to the index</a>
      </p>
      <h1>
        {record.kind} {record.reference}
      </h1>
      <p>
        {record.title}. {formatDate(record.recordedOn)}. {record.heldBy}.
      </p>
      {passages.length === 0 && <p>The record holds no words.</p>}
      {passages.map((passage, at) => (
        <>
          {passages[at - 1]?.heading !== passage.heading && <h2>{passage.heading}</h2>}
          <p>{wordsOf(passage)}</p>
        </>
      ))}
      {record.files.length > 0 && (
        <>
          <h2>Photos, sound, video and documents</h2>
          <p>We took out what is about other people.</p>
          <ul>
            {record.files.map((name) => (
              <li>
                <a href={`../evidence/${name}`}>{name}</a>
              </li>
            ))}
          </ul>
        </>
      )}
    </>,
  )
}

function wordsOf({ pieces }: GivenPassage): (Html | string)[] {
  return pieces.map(({ text, isMarker }) => (isMarker ? <strong class="withheld">{text}</strong> : text))
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`
}
