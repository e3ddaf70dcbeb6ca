import { describe, expect, test } from 'vitest'
import { altered, findInWorlds, noHole } from './holes.ts'
import { runs } from './runs.ts'

test(
  'nothing is found where there is no hole',
  async () => {
    expect(
      await findInWorlds(
        noHole,
        [
          'status_page',
          'asked_link',
          'open_asked_link',
          'reporter_writes',
          'report_to_repeat',
          'reporter_message',
          'outgoing_message',
        ],
        runs({ usually: 3, long: 40 }),
      ),
    ).toEqual([])
  },
  runs({ usually: 60_000, long: 600_000 }),
)

describe('the worlds find', () => {
  test.each([
    [
      'a private page that shows the messages of every report',
      altered('status_page', 'where message.report_id = report.id and', 'where'),
      'status_page',
    ],
    [
      'a private page that opens without its secret',
      altered('status_page', 'where report_status_link.secret_hash = link', 'limit 1'),
      'status_page',
    ],
    [
      'what a reporter told opened without the secret of the link',
      altered('report_to_repeat', 'where report_status_link.secret_hash = link', 'limit 1'),
      'report_to_repeat',
    ],
    ['a link that opens twice', altered('open_asked_link', ' and opened_at is null'), 'open_asked_link'],
    ['a link that opens for ever', altered('open_asked_link', ' and expires_at > now()'), 'open_asked_link'],
    [
      'a link that opens without its secret',
      altered('asked_link', 'where secret_hash = link', 'limit 1'),
      'asked_link',
    ],
    [
      'a message written without the secret of a link',
      altered('reporter_writes', 'where secret_hash = link', 'limit 1'),
      'reporter_writes',
    ],
    [
      'a diary kept without the secret of a link',
      altered('reporter_keeps_diary', 'where secret_hash = link', 'limit 1'),
      'reporter_keeps_diary',
    ],
    [
      'wishes changed without the secret of a link',
      altered('reporter_wishes', 'where secret_hash = link', 'limit 1'),
      'reporter_wishes',
    ],
    [
      'threads read by whoever the report is shared with',
      `alter policy read_reporter_message on reporter_message
        using (my_member() is not null and exists (select from report where report.id = report_id))`,
      'reporter_message',
    ],
    [
      'messages written in the name of a colleague',
      `alter policy write_to_reporter on reporter_message with check (direction = 'to_reporter' and kind = 'message'
        and timeline_entry_id is null and organisation_id = any (my_organisations()) and holds_report(report_id))`,
      'reporter_message',
    ],
    [
      'addresses of messages read by everybody who is signed in',
      'alter policy read_outgoing_message on outgoing_message using (my_member() is not null)',
      'outgoing_message',
    ],
    [
      'diary entries that wait shown to other organisations',
      'alter policy read_unmatched on unmatched_item using (my_member() is not null)',
      'unmatched_item',
    ],
    [
      'links between reports that somebody else made for the reporter',
      `alter policy link_reports on report_link with check (linked_by = my_member()
        and exists (select from report where report.id = report_id)
        and exists (select from report where report.id = other_report_id))`,
      'report_link',
    ],
  ])('%s', async (_, hole, subject) => {
    expect(await findInWorlds(hole, subject)).not.toEqual([])
  })
})
