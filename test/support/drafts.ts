import { asOwner, type Installation } from '#platform/database'
import { hashSecret, newId, newSecret } from '#platform/ids'

/** What one person typed on every page of the journey for noise, ready to be sent. */
export function noiseAnswers(point: { easting: number; northing: number }) {
  return {
    noise_kind: { noise_kind: 'music' },
    noise_from: { noise_from: 'home' },
    noise_loud: { noise_loud: 'windows_shut' },
    what_happened: { what_happened: 'Drums until two in the morning, every Friday.' },
    where: {
      place: 'Mill Lane',
      place_easting: String(point.easting),
      place_northing: String(point.northing),
      place_kind: 'street',
      place_words: 'The flat above the shop',
    },
    when: { when: 'pattern' },
    when_pattern: { days: ['5', '6'], from_hour: '22', to_hour: '2', since: 'month' },
    effect: { effect: ['sleep', 'fear'] },
    afraid_of: { afraid_of: 'known' },
    needs: { needs: ['alone'] },
    needs_more: { needs_more: '' },
    worse: { worse: 'yes' },
    effect_more: { effect_more: '' },
    reported_before: { reported_before: 'yes' },
    reported_to: { reported_to: ['council'] },
    reported_what_came: { reported_what_came: '' },
    why_you: { why_you: 'nearby' },
    why_you_more: { why_you_more: '' },
    who_known: { who_known: 'no' },
    who_is_it: { who_is_it: '' },
    for_whom: { for_whom: 'victim' },
    contact: { contact: 'yes' },
    contact_how: { channel: 'email' },
    contact_email: { email: 'sam@example.org' },
    contact_name: { name: 'Sam Reed' },
    contact_format: { format: ['large_print'], format_more: '' },
    answer_in: { answer_in: 'en' },
    contact_safely: { safely: ['usual'] },
  }
}

/** Drafts in which everything is answered, as the journey leaves them; gives the secrets of their links. */
export async function addFinishedDrafts(
  installation: Installation,
  count: number,
  point: { easting: number; northing: number },
): Promise<string[]> {
  const secrets = Array.from({ length: count }, newSecret)
  await asOwner(installation, (owner) =>
    owner.query(
      `insert into report_draft (secret_hash, asb_type, question_set_version, submission_id, answers)
       select hash, asb_type, version, submission_id, $3
       from unnest($1::bytea[], $2::uuid[]) as draft (hash, submission_id)
       cross join (select asb_type, max(version) as version from question_set where asb_type = 'noise' group by asb_type)`,
      [
        secrets.map((secret) => Buffer.from(hashSecret(secret), 'hex')),
        secrets.map(newId),
        JSON.stringify({ sent: noiseAnswers(point), kept: {} }),
      ],
    ),
  )
  return secrets
}

/** What the check page carries along: which answers it shows. Empty where it is another page. */
export function shownOn(html: string): string {
  return /name="shown" value="([^"]+)"/.exec(html)?.[1] ?? ''
}
