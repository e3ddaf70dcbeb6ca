import { describe, expect, test } from 'vitest'
import { altered, findInWorlds, noHole } from './holes.ts'

test('nothing is found where there is no hole', async () => {
  expect(
    await findInWorlds(
      noHole,
      [
        'flags_of',
        'flag_kinds',
        'flags_while_typing',
        'search_profiles',
        'match_person',
        'signposts_of_profile',
        'known_while_typing',
      ],
      8,
    ),
  ).toEqual([])
})

describe('the worlds find', () => {
  test.each([
    [
      'assessments open to all',
      'alter policy read_assessment on risk_assessment using (true)',
      'risk_assessment',
    ],
    [
      'an assessment in the name of another',
      `alter policy assess on risk_assessment with check (exists (select from report where report.id = report_id)
        and organisation_id = any (my_organisations()))`,
      'risk_assessment',
    ],
    [
      'a profile shown through a report that is restricted to others',
      'alter policy read_profile on profile using (organisation_id = any (my_organisations()) and my_member() is not null)',
      'profile',
    ],
    [
      'profiles of other organisations',
      'alter policy read_profile on profile using (my_member() is not null)',
      'profile',
    ],
    [
      'a person matched to a profile of another organisation',
      'alter policy match_report_person on report_person with check (true)',
      'report_person',
    ],
    ['matches of others', 'alter policy read_match on profile_match using (true)', 'profile_match'],
    [
      'records counted that the reader was given nothing of',
      altered('sight_of', ' and seen.level is not null'),
      'flags_of',
    ],
    [
      'references of records shared in summary',
      altered('told_of', "where level = 'full'", "where level in ('full', 'summary')"),
      'flags_of',
    ],
    [
      'the holder of a record of which only that it exists may be known',
      altered(
        'told_of',
        "level in ('summary', 'signpost')\n        group by",
        "level <> 'full'\n        group by",
      ),
      'flags_while_typing',
    ],
    [
      'shares that have ended',
      altered(
        'sight_of',
        '\n      and share.ended_at is null and (share.expires_at is null or share.expires_at > now())',
      ),
      'flags_while_typing',
    ],
    [
      'flags of reports that the reader does not see',
      altered('flags_of', ' and report.audience && circles'),
      'flags_of',
    ],
    [
      'a flag told to whom too little is given',
      altered('flags_of', 'told.counted + 1 >= flag_rule.at_least', 'true'),
      'flags_of',
    ],
    [
      'kinds of flags of reports that the reader does not see',
      altered('flag_kinds', ' and report.audience && circles'),
      'flag_kinds',
    ],
    [
      'the kind of a flag told to whom too little is given',
      altered('flag_kinds', 'least.others <= (', '0 <= ('),
      'flag_kinds',
    ],
    [
      'flags told to machines while typing',
      altered('flags_while_typing', ' and my_member() is not null'),
      'flags_while_typing',
    ],
    [
      'flags ended by those that do not hold the report',
      altered('end_flag', 'report.organisation_id = any (my_organisations())\n      and '),
      'end_flag',
    ],
    [
      'profiles searched without the audience',
      altered('search_profiles', ' and report.organisation_id = any ($1) and report.audience && $2)', ')'),
      'search_profiles',
    ],
    [
      'profiles searched across organisations',
      altered(
        'search_profiles',
        'profile.organisation_id = any ($1)\n      and exists (select from report_person as named join report on report.id = named.report_id\n        where named.profile_id = profile.id and report.organisation_id = any ($1) and report.audience && $2)',
        'true',
      ),
      'search_profiles',
    ],
    [
      'a person matched by those that do not hold the report',
      altered(
        'match_person',
        '\n    and report.organisation_id = any (my_organisations()) and report.audience && my_circles()',
      ),
      'match_person',
    ],
    [
      'a person matched to another organisation’s profile by hand',
      altered('match_person', ' and profile.organisation_id = named.organisation_id'),
      'match_person',
    ],
    [
      'people known from reports of others, or restricted ones',
      altered(
        'known_while_typing',
        'report.organisation_id = any (my_organisations()) and report.audience && my_circles()',
        'true',
      ),
      'known_while_typing',
    ],
    [
      'signposts given to others, or that have ended',
      altered(
        'signposts_of_profile',
        ' and share.ended_at is null\n    and (share.expires_at is null or share.expires_at > now()) and share.circle_id = any (circles)',
      ),
      'signposts_of_profile',
    ],
  ])(
    '%s',
    async (_, hole, subject) => {
      expect(await findInWorlds(hole, subject)).not.toEqual([])
    },
    // Some need a world that is rarely drawn.
    180_000,
  )
})
