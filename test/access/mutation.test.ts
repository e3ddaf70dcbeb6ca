import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type Bench, openBench } from './bench.ts'
import { findGrantDifferences } from './catalogue.ts'
import { findFaults } from './faults.ts'
import { altered, findInWorlds, noHole } from './holes.ts'

/** A view that reads with its owner's rights, with another test of who may. */
const holeInView = (view: string, test: string) => `
  do $do$ begin execute 'create or replace view ${view} with (security_barrier) as '
    || regexp_replace(pg_get_viewdef('${view}'::regclass), 'WHERE.*$', 'WHERE ${test}'); end $do$`

test('nothing is found where there is no hole', async () => {
  expect(
    await findInWorlds(
      noHole,
      ['report', 'share', 'report_outline', 'record_pointer', 'move_report', 'report_beside'],
      12,
    ),
  ).toEqual([])
})

describe('the worlds find', () => {
  test.each([
    [
      'contact details open to all',
      'alter policy read_contact on report_contact using (true)',
      'report_contact',
    ],
    [
      'what there is of a report told to whoever does not see it',
      altered('report_beside', ' and report.audience && my_circles()'),
      'report_beside',
    ],
    ['drafts open to all', 'alter policy hold_draft on report_draft using (true)', 'report_draft'],
    ['colleagues shown to the public', 'alter policy read_member on member using (true)', 'member'],
    [
      'reports filed straight into a queue',
      'alter policy file_report on report with check (id = (select my_filing()))',
      'report',
    ],
    [
      'prompts filed with a report',
      `alter policy file_report on report with check (id = (select my_filing()) and status = 'filed' and audience = '{}'
        and outline_audience = '{}' and partition_code is null and organisation_id is null and queue_id is null
        and claimed_by is null and (entered_by is null or entered_by = (select my_member()))
        and (entered_for is null or entered_for = any ((select my_organisations())::integer[])))`,
      'report',
    ],
    [
      'a report changed by those it is shared with',
      `alter policy change_report on report using (audience && (select my_circles()))
        with check (audience && (select my_circles()))`,
      'report',
    ],
    [
      'answers added to reports of others',
      'alter policy file_answer on report_answer with check (my_filing() is not null)',
      'report_answer',
    ],
    [
      'reports linked by a partner of the case',
      `alter policy link_case_report on case_report with check (linked_by = my_member()
        and exists (select from asb_case where id = case_id) and exists (select from report where id = report_id))`,
      'case_report',
    ],
    [
      'reports unlinked by a partner of the case',
      'alter policy unlink_case_report on case_report using (true)',
      'case_report',
    ],
    [
      'actions given to organisations that do not see the case',
      `alter policy add_action on case_action with check (added_by = my_member()
        and exists (select from asb_case where asb_case.id = case_id))`,
      'case_action',
    ],
    [
      'a timeline written in the name of another organisation',
      `alter policy add_timeline on timeline_entry with check (member_id is not distinct from my_member()
        and (report_id = my_filing() or exists (select from report where report.id = report_id)
          or exists (select from asb_case where asb_case.id = case_id)))`,
      'timeline_entry',
    ],
    [
      'an audit written in the name of another',
      'alter policy write_audit on audit_entry with check (true)',
      'audit_entry',
    ],
    ['the audit of others', 'alter policy read_audit on audit_entry using (true)', 'audit_entry'],
    ['tombstones of others', 'alter policy read_tombstone on erased_record using (true)', 'erased_record'],
    [
      'a search without the audience',
      altered('search_reports', 'audience && $1\n      and '),
      'search_reports',
    ],
    [
      'neighbours without the audience',
      altered('reports_near', ' and other.audience && my_circles()'),
      'reports_near',
    ],
    [
      'reports near a place without the audience',
      altered('reports_near_place', '\n    and report.audience && my_circles()'),
      'reports_near_place',
    ],
    [
      'tasks about restricted reports read by the uncleared',
      `alter policy read_task on report_task using (my_member() is not null
        and organisation_id = any (my_circles()::integer[]))`,
      'report_task',
    ],
    [
      'tasks closed in the name of another',
      'alter policy close_task on report_task with check (done_at is not null)',
      'report_task',
    ],
    [
      'reports moved by those that do not hold them',
      altered('move_report', 'organisation_id = any (my_organisations()) and '),
      'move_report',
    ],
    ['revoked tokens', altered('api_token_of', ' and api_token.revoked_at is null'), 'api_token_of'],
    [
      'what the reporter was not told',
      altered('report_status_news', ' and timeline_entry.told_to_reporter'),
      'report_status_news',
    ],
    ['a view that asks as its owner', 'alter view feed_report set (security_invoker = false)', 'feed_report'],
    [
      'hand-overs of restricted records read by the uncleared',
      `alter policy read_hand_over on hand_over using (my_member() is not null
        and (from_organisation_id = any (my_organisations()) or to_organisation_id = any (my_organisations())))`,
      'hand_over',
    ],
    [
      'the title of a record shown before its hand-over is accepted',
      'alter policy read_record on hand_over_record using (exists (select from hand_over where id = hand_over_id))',
      'hand_over_record',
    ],
    [
      'that restricted reports wait for a hand-over, told to the uncleared',
      altered('hand_overs_waiting', 'hand_over.partition_code,', 'null,'),
      'hand_overs_waiting',
    ],
    [
      'hand-overs answered by whoever asked',
      altered('answer_hand_over', 'or asked.to_organisation_id <> all (my_organisations())'),
      'answer_hand_over',
    ],
    [
      'restricted reports for everybody of the organisation that holds them',
      `alter policy read_report on report
        using (audience && (select my_circles()) or organisation_id = any ((select my_organisations())::integer[]))`,
      'report',
    ],
    ['summaries for everybody', holeInView('report_outline', 'true'), 'report_outline'],
    ['cases in summary for those who see nothing', holeInView('case_outline', 'true'), 'case_outline'],
    [
      'signposts of shares that have ended',
      `do $do$ begin execute 'create or replace view record_pointer with (security_barrier) as '
        || replace(pg_get_viewdef('record_pointer'::regclass), 'share.ended_at IS NULL', 'true'); end $do$`,
      'record_pointer',
    ],
    [
      'sharing without the agreement it names',
      `do $do$ begin execute 'alter policy give_share on share with check ('
        || regexp_replace((select with_check from pg_policies where policyname = 'give_share'
          and schemaname = current_schema()), 'agreement_covers\\([^)]*\\)', 'true', 'g') || ')'; end $do$`,
      'share',
    ],
    [
      'a share that was ended and is begun again',
      `do $do$ begin execute 'alter policy end_share on share using ('
        || replace((select qual from pg_policies where policyname = 'end_share'
          and schemaname = current_schema()), '(ended_at IS NULL)', 'true') || ') with check (true)'; end $do$`,
      'share',
    ],
    [
      'a share that says it comes of somebody’s hand-over',
      `do $do$ begin execute 'alter policy give_share on share with check ('
        || replace((select with_check from pg_policies where policyname = 'give_share'
          and schemaname = current_schema()), '(hand_over_id IS NULL)', 'true') || ')'; end $do$`,
      'share',
    ],
    [
      'clearances given by whoever works there',
      `do $do$ begin execute 'alter policy give_clearance on clearance with check ('
        || regexp_replace((select with_check from pg_policies where policyname = 'give_clearance'
          and schemaname = current_schema()), 'am_one_of\\([^)]*\\)', 'true') || ')'; end $do$`,
      'clearance',
    ],
    [
      'rules that take what another organisation holds',
      'alter policy make_rule on sharing_rule with check (made_by = my_member() and ended_at is null and arranges_sharing(agreement_id))',
      'sharing_rule',
    ],
    [
      'that a case holds a restricted report, told to whoever is not cleared',
      'alter policy read_case_report on case_report using (exists (select from asb_case where id = case_id))',
      'case_report',
    ],
    [
      'restricted reports sent where nobody could open them',
      altered(
        'move_report',
        'and (partition_code is null or cleared_people(destination.organisation_id, partition_code) > 0)',
      ),
      'move_report',
    ],
    ['sharing by machines', `alter policy end_share on share using (true)`, 'share'],
    [
      'sharing what another organisation holds',
      `alter policy give_share on share with check (my_member() is not null and given_by = my_member())`,
      'share',
    ],
    [
      'a submission claimed by somebody who did not send it',
      `alter policy keep_submission on share with check (because = 'submission' and member_id = my_member())`,
      'share',
    ],
  ])('%s', async (_, hole, subject) => {
    expect(await findInWorlds(hole, subject)).not.toEqual([])
  })
})

describe('the catalogue shows', () => {
  let bench: Bench
  beforeAll(async () => {
    bench = await openBench()
  })
  afterEach(async () => {
    await bench.owner.query('rollback')
  })
  afterAll(async () => bench.close())

  test.each([
    [
      'a view that asks as its owner',
      'alter view feed_case set (security_invoker = false)',
      'feed_case is a view that does not ask as its reader (security_invoker)',
    ],
    [
      'a table whose protection was switched off',
      'alter table report_answer disable row level security',
      'report_answer has row-level security off',
    ],
    [
      'a materialized view',
      'create materialized view everything as select * from report',
      'everything is no table that row-level security can protect',
    ],
    [
      'a grant that no policy goes with',
      'grant update on audit_entry to openasb_worker',
      'openasb_worker is granted update on audit_entry and no policy lets it',
    ],
    [
      'a function with the rights of the owner for everybody',
      'grant execute on function search_reports to public',
      `search_reports() runs with the owner's rights and may be called by everybody`,
    ],
    [
      'a function that looks at temporary tables first',
      `alter function report_status(bytea) set search_path = test_county, public`,
      `report_status() runs with the owner's rights and does not end its search path with pg_temp`,
    ],
    [
      'a table that can be emptied',
      'grant truncate on report to openasb_worker',
      'openasb_worker may truncate report',
    ],
  ])('%s', async (_, hole, fault) => {
    await bench.owner.query(`begin; ${hole}`)
    expect(await findFaults(bench.owner, bench.schema)).toContain(fault)
  })

  test('a personal column for the feed', async () => {
    await bench.owner.query('begin; grant select (summary) on report to openasb_feed')
    expect(await findGrantDifferences(bench.owner, bench.schema)).toEqual([
      'report: openasb_feed select summary is granted',
    ])
  })
})
