import {
  effect,
  howMany,
  inYourWords,
  o,
  one,
  questionSet,
  several,
  somethingElse,
  strands,
  t,
  whatHappened,
  why,
} from '../common.ts'

/** What is done to people. */
export const harassment = questionSet({
  asbType: 'harassment',
  label: t('Harassment or intimidation', 'Aflonyddu neu fygwth'),
  examples: t(
    'Threats, insults, being followed or watched, again and again',
    'Bygythiadau, sarhau, cael eich dilyn neu eich gwylio, dro ar ôl tro',
  ),
  what: [
    several(
      'harassment_kind',
      {
        wording: t('What do they do?', 'Beth maent yn ei wneud?'),
        missing: t('Select what they do', 'Dewiswch beth maent yn ei wneud'),
      },
      [
        o('insults', 'Shout, swear or insult', 'Gweiddi, rhegi neu sarhau'),
        o('threats', 'Threaten to hurt someone or their things', 'Bygwth brifo rhywun neu eu pethau', {
          leadsTo: 'danger',
        }),
        o('follows', 'Follow, watch or wait for someone', 'Dilyn, gwylio neu aros am rywun'),
        o('comes_home', 'Come to the home or knock and run', 'Dod at y cartref neu gnocio a rhedeg'),
        o('violence', 'Push, hit or throw things', 'Gwthio, taro neu daflu pethau', { leadsTo: 'danger' }),
        o('weapon', 'Carry a knife or another weapon', 'Cario cyllell neu arf arall', { leadsTo: 'danger' }),
        o('online', 'Post or send things online', 'Postio neu anfon pethau ar-lein'),
        somethingElse,
      ],
    ),
    howMany(t('How many people do it?', 'Faint o bobl sy’n ei wneud?')),
    whatHappened(inYourWords),
  ],
})

export const hate = questionSet({
  asbType: 'hate',
  label: t('Abuse because of who you are', 'Cam-drin oherwydd pwy ydych chi'),
  examples: t(
    'Because of race, faith, disability, who you love or being trans',
    'Oherwydd hil, ffydd, anabledd, pwy rydych yn ei garu neu fod yn draws',
  ),
  what: [
    several(
      'hate_because',
      {
        wording: t(
          'What do you think it is because of?',
          'Oherwydd beth ydych chi’n meddwl y mae’n digwydd?',
        ),
        missing: t(
          'Select what you think it is because of',
          'Dewiswch oherwydd beth rydych yn meddwl y mae’n digwydd',
        ),
      },
      strands.map((strand) => ({ ...strand, leadsTo: 'hate' as const })),
    ),
    several(
      'hate_kind',
      {
        wording: t('What was said or done?', 'Beth gafodd ei ddweud neu ei wneud?'),
        missing: t('Select what was said or done', 'Dewiswch beth gafodd ei ddweud neu ei wneud'),
      },
      [
        o('insults', 'Names, insults or jokes', 'Enwau, sarhau neu jôcs'),
        o('threats', 'Threats', 'Bygythiadau', { leadsTo: 'danger' }),
        o('violence', 'Pushing, hitting or throwing things', 'Gwthio, taro neu daflu pethau', {
          leadsTo: 'danger',
        }),
        o('damage', 'Damage or graffiti', 'Difrod neu graffiti'),
        o(
          'followed',
          'Being followed, watched or left out',
          'Cael eich dilyn, eich gwylio neu eich gadael allan',
        ),
        o('online', 'Posts or messages', 'Postiadau neu negeseuon'),
        somethingElse,
      ],
    ),
    whatHappened(inYourWords),
  ],
  // What it is because of has been asked already.
  why: why.filter(({ id }) => id !== 'why_you_which'),
})

export const nuisanceCalls = questionSet({
  asbType: 'nuisance_calls',
  label: t('Nuisance calls and messages', 'Galwadau a negeseuon niwsans'),
  examples: t(
    'Calls, texts, posts or letters that you do not want',
    'Galwadau, negeseuon testun, postiadau neu lythyrau nad ydych eu heisiau',
  ),
  what: [
    several(
      'calls_how',
      {
        wording: t('How do they reach you?', 'Sut maent yn eich cyrraedd?'),
        missing: t('Select how they reach you', 'Dewiswch sut maent yn eich cyrraedd'),
      },
      [
        o('calls', 'Phone calls', 'Galwadau ffôn'),
        o('texts', 'Text or chat messages', 'Negeseuon testun neu sgwrs'),
        o('social_media', 'Social media', 'Cyfryngau cymdeithasol'),
        o('email', 'Email', 'E-bost'),
        o('letters', 'Letters or notes', 'Llythyrau neu nodiadau'),
        somethingElse,
      ],
    ),
    one(
      'calls_content',
      {
        wording: t('What are they like?', 'Sut rai ydynt?'),
        missing: t('Select what they are like', 'Dewiswch sut rai ydynt'),
      },
      [
        o('threats', 'They threaten someone', 'Maent yn bygwth rhywun', { leadsTo: 'danger' }),
        o('insults', 'They are rude or insulting', 'Maent yn gas neu’n sarhaus'),
        o('sexual', 'They are about sex', 'Maent yn sôn am ryw'),
        o(
          'silent',
          'Nobody speaks, or there are very many',
          'Nid oes neb yn siarad, neu mae llawer iawn ohonynt',
        ),
        somethingElse,
      ],
    ),
    whatHappened(
      t(
        'Tell us in your own words. Keep the messages if you can.',
        'Dywedwch yn eich geiriau eich hun. Cadwch y negeseuon os gallwch.',
      ),
    ),
  ],
  where: {
    wording: t('Where do you live?', 'Ble ydych chi’n byw?'),
    hint: t('A postcode or a street is enough.', 'Mae cod post neu stryd yn ddigon.'),
  },
})

export const begging = questionSet({
  asbType: 'begging',
  label: t('Begging', 'Cardota'),
  examples: t(
    'Asking for money in a way that scares or bothers people',
    'Gofyn am arian mewn ffordd sy’n codi ofn neu’n poeni pobl',
  ),
  what: [
    several(
      'begging_how',
      {
        wording: t('What happens?', 'Beth sy’n digwydd?'),
        hint: t(
          'If someone sleeps outside and needs help, tell us that too.',
          'Os yw rhywun yn cysgu allan ac angen help, dywedwch hynny hefyd.',
        ),
        missing: t('Select what happens', 'Dewiswch beth sy’n digwydd'),
      },
      [
        o('quiet', 'They sit and ask', 'Maent yn eistedd ac yn gofyn'),
        o('follows', 'They follow or stop people', 'Maent yn dilyn pobl neu’n eu stopio'),
        o('threatens', 'They shout or threaten', 'Maent yn gweiddi neu’n bygwth', { leadsTo: 'danger' }),
        o(
          'cash_machine',
          'They wait at a cash machine or a shop door',
          'Maent yn aros wrth beiriant arian neu ddrws siop',
        ),
        o('made_to', 'I think someone makes them do it', 'Rwy’n meddwl bod rhywun yn gwneud iddynt ei wneud'),
        o('sleeps_outside', 'They sleep outside and need help', 'Maent yn cysgu allan ac angen help'),
      ],
    ),
    howMany(t('How many people are there?', 'Faint o bobl sydd yno?')),
    whatHappened(inYourWords),
  ],
  effect,
})

export const streetDrinking = questionSet({
  asbType: 'street_drinking',
  label: t('Street drinking', 'Yfed ar y stryd'),
  examples: t('People who drink outside and cause trouble', 'Pobl sy’n yfed y tu allan ac yn achosi helynt'),
  what: [
    several(
      'drinking_what',
      {
        wording: t('What do the people who drink do?', 'Beth mae’r bobl sy’n yfed yn ei wneud?'),
        missing: t('Select what they do', 'Dewiswch beth maent yn ei wneud'),
      },
      [
        o('loud', 'They are loud', 'Maent yn uchel eu sŵn'),
        o('fights', 'They shout at people or fight', 'Maent yn gweiddi ar bobl neu’n ymladd', {
          leadsTo: 'danger',
        }),
        o(
          'litter',
          'They leave cans, bottles or broken glass',
          'Maent yn gadael caniau, poteli neu wydr wedi torri',
        ),
        o('toilet', 'They use the street as a toilet', 'Maent yn defnyddio’r stryd fel toiled'),
        o('block', 'They block a path, a seat or a door', 'Maent yn rhwystro llwybr, sedd neu ddrws'),
        o('children', 'Some of them are children', 'Mae rhai ohonynt yn blant'),
        somethingElse,
      ],
    ),
    howMany(t('How many people are there?', 'Faint o bobl sydd yno?')),
    whatHappened(inYourWords),
  ],
})
