import { describe, expect, test } from 'vitest'
import { altered, findInWorlds } from './holes.ts'

describe('the worlds find', () => {
  test.each([
    [
      'a case with something restricted or personal in it of which the public is told',
      altered(
        'is_fit_to_follow',
        'and not exists (select from case_report',
        'or not exists (select from case_report',
      ),
      'known_place',
    ],
    [
      'whether a case may be followed told to whoever asks',
      altered('may_be_followed', 'and organisation_id = any (my_organisations())'),
      'may_be_followed',
    ],
    [
      'the page of a place without the secret of its link',
      altered('follow_page', 'where place.secret_hash = link', 'limit 1'),
      'follow_page',
    ],
    [
      'a place followed without the secret of its link',
      altered('follow_place', 'secret_hash = link and'),
      'follow_place',
    ],
    [
      'the page of a follower that shows the news of every place',
      altered('following_page', 'where news.place_id = place.id'),
      'following_page',
    ],
    [
      'a follower stopped without the secret of their link',
      altered(
        'change_following',
        'return exists (select from follower where secret_hash = link)',
        'return true',
      ),
      'change_following',
    ],
    [
      'the page of a report without the secret of its link',
      altered('status_following', 'where report_status_link.secret_hash = link and', 'where'),
      'status_following',
    ],
    [
      'a place followed by a report that it is not about',
      altered('reporter_follows', 'if offered is null then return false; end if;'),
      'reporter_follows',
    ],
    [
      'followers counted for whoever asks',
      altered('count_followers', 'and asb_case.organisation_id = any (my_organisations())'),
      'count_followers',
    ],
    [
      'followers by a report read by whoever leads the case',
      `alter policy read_follower on follower using (my_member() is not null and exists (select from followed_place
        join asb_case on asb_case.id = case_id where followed_place.id = place_id
          and asb_case.organisation_id = any (my_organisations())))`,
      'follower',
    ],
    [
      'a case of a person that neighbours may follow',
      `alter policy switch_on_following on followed_place with check (switched_on_by = my_member() and ended_at is null
        and exists (select from asb_case where asb_case.id = case_id and asb_case.organisation_id = followed_place.organisation_id
          and asb_case.organisation_id = any (my_organisations())))`,
      'followed_place',
    ],
    [
      'referrals to support read by every organisation that sees the case',
      `alter policy read_referral on support_referral using (my_member() is not null
        and exists (select from asb_case where asb_case.id = case_id))`,
      'support_referral',
    ],
    [
      'a victim referred without the consent that the service needs',
      `alter policy refer_to_support on support_referral with check (made_by = my_member() and status = 'sent'
        and organisation_id = any (my_organisations()) and exists (select from contact_plan where contact_plan.id = plan_id
          and contact_plan.case_id = support_referral.case_id))`,
      'support_referral',
    ],
    [
      'a directory kept by anybody at work',
      `alter policy add_service on support_service with check (modified_by = my_member())`,
      'support_service',
    ],
  ])('%s', async (_, hole, subject) => {
    expect(await findInWorlds(hole, subject)).not.toEqual([])
  })
})
