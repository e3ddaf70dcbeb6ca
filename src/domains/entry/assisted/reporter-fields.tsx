import { type Journey, reporterKindNames } from '#domains/reports'
import type { Html } from '#platform/govuk'
import { Choice, type Filled, Line, NotKnown, Several, Words } from './dense-fields.tsx'
import { staffReporterKinds } from './read-reporter.ts'

type Props = Filled & { journey: Journey }

const publicKinds = ['victim', 'witness', 'on_behalf', 'professional'] as const

const items = (texts: Readonly<Record<string, string>>) =>
  Object.entries(texts).map(([value, text]) => ({ value, text }))

/** Who tells of it, and whether whoever they speak for agrees. */
export function ReporterFields({ journey: { words }, typed, errors }: Props): Html {
  const { consent, theirName, yourWork } = words.form
  const filled = { typed, errors }
  return (
    <>
      <Choice
        {...filled}
        name="for_whom"
        label="Who reports it"
        items={[...publicKinds, ...staffReporterKinds].map((kind) => ({
          value: kind,
          text: reporterKindNames[kind],
        }))}
      />
      <Choice
        {...filled}
        name="consent"
        label={`If for somebody else: ${consent.title}`}
        items={items({ agreed: consent.agreed, cannot: consent.cannot, no: consent.no })}
        unknown
      />
      <Line {...filled} name="their_name" label={`If they agree: ${theirName.title}`} />
      <Line {...filled} name="your_work" label={`If in their work: ${yourWork.title}`} />
    </>
  )
}

/** How to reach the reporter, and how to do so safely. */
export function ContactFields({ journey: { words }, typed, errors }: Props): Html {
  const { contact, contactHow, contactSafely, contactFormat } = words.form
  const filled = { typed, errors }
  return (
    <>
      <Choice
        {...filled}
        name="contact"
        label={contact.title}
        items={items({ yes: contact.yes, anonymous: contact.anonymous })}
        unknown
      />
      <Line {...filled} name="name" label="Name" />
      <Choice
        {...filled}
        name="channel"
        label={contactHow.title}
        items={items({
          phone: contactHow.phone,
          text: contactHow.text,
          email: contactHow.email,
          letter: 'Letter',
          none: 'Not at all: the name is for the record',
        })}
      />
      <Line {...filled} name="phone" label="Telephone" type="tel" />
      <Line {...filled} name="email" label="Email" type="email" />
      <div class="app-assisted__wide">
        <Line {...filled} name="address" label="Address" />
        <Several
          {...filled}
          name="safely"
          legend={contactSafely.title}
          items={items({
            no_voicemail: contactSafely.noVoicemail,
            only_me: contactSafely.onlyMe,
            no_subject: contactSafely.noSubject,
            unmarked: contactSafely.unmarked,
            usual: contactSafely.usual,
          })}
        />
        <NotKnown fact="contact_safely" of={contactSafely.title} typed={typed} />
        <Words {...filled} name="safe_times" label={contactSafely.times} />
        <Several
          {...filled}
          name="format"
          legend={contactFormat.title}
          items={items({
            welsh: contactFormat.welsh,
            bsl: contactFormat.bsl,
            easy_read: contactFormat.easyRead,
            large_print: contactFormat.largePrint,
            audio: contactFormat.audio,
            braille: contactFormat.braille,
            interpreter: contactFormat.interpreter,
            none: contactFormat.none,
          })}
        />
        <NotKnown fact="contact_format" of={contactFormat.title} typed={typed} />
        <Line {...filled} name="format_more" label={contactFormat.more} />
      </div>
    </>
  )
}
