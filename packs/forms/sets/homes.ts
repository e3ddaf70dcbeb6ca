import {
  inYourWords,
  notSure,
  o,
  one,
  questionSet,
  several,
  somethingElse,
  t,
  whatHappened,
  who,
} from '../common.ts'

/** What troubles people in and around their homes. */
export const noise = questionSet({
  asbType: 'noise',
  version: 2,
  label: t('Noise', 'Sŵn'),
  examples: t(
    'Loud music, parties, barking, alarms, shouting or building work',
    'Cerddoriaeth uchel, partïon, cŵn yn cyfarth, larymau, gweiddi neu waith adeiladu',
  ),
  what: [
    one(
      'noise_kind',
      {
        wording: t('What kind of noise is it?', 'Pa fath o sŵn yw e?'),
        missing: t('Select what kind of noise it is', 'Dewiswch pa fath o sŵn yw e'),
      },
      [
        o('music', 'Loud music or TV', 'Cerddoriaeth uchel neu deledu'),
        o('party', 'A party', 'Parti'),
        o('voices', 'Shouting or loud voices', 'Gweiddi neu leisiau uchel'),
        o('animals', 'Barking or other animal noise', 'Cyfarth neu sŵn anifeiliaid eraill'),
        o('alarm', 'A house, shop or car alarm', 'Larwm tŷ, siop neu gar'),
        o('works', 'Building work or DIY', 'Gwaith adeiladu neu waith ar y tŷ'),
        o('vehicle', 'An engine or a vehicle', 'Injan neu gerbyd'),
        o('business', 'A shop, pub, club or factory', 'Siop, tafarn, clwb neu ffatri'),
        somethingElse,
      ],
    ),
    one(
      'noise_from',
      {
        wording: t('Where does the noise come from?', 'O ble mae’r sŵn yn dod?'),
        missing: t('Select where the noise comes from', 'Dewiswch o ble mae’r sŵn yn dod'),
      },
      [
        o('home', 'A house or flat', 'Tŷ neu fflat'),
        o('business', 'A pub, shop or other business', 'Tafarn, siop neu fusnes arall'),
        o('street', 'The street or a car park', 'Y stryd neu faes parcio'),
        o('open_space', 'A park or open space', 'Parc neu fan agored'),
        notSure,
      ],
    ),
    one(
      'noise_loud',
      {
        wording: t('How loud is it where you are?', 'Pa mor uchel yw’r sŵn lle rydych chi?'),
        missing: t('Select how loud it is', 'Dewiswch pa mor uchel yw’r sŵn'),
      },
      [
        o(
          'windows_shut',
          'I hear it clearly with my windows shut',
          'Rwy’n ei glywed yn glir gyda’r ffenestri ar gau',
        ),
        o(
          'windows_open',
          'I hear it clearly with my windows open',
          'Rwy’n ei glywed yn glir gyda’r ffenestri ar agor',
        ),
        o('outside', 'I hear it when I am outside', 'Rwy’n ei glywed pan fyddaf y tu allan'),
        o('faint', 'I can only just hear it', 'Prin y gallaf ei glywed'),
      ],
    ),
    whatHappened(
      t(
        'Tell us in your own words what you heard. Do not give names here. We will ask about that later.',
        'Dywedwch yn eich geiriau eich hun beth glywsoch. Peidiwch â rhoi enwau yma. Byddwn yn gofyn am hynny wedyn.',
      ),
    ),
  ],
  where: {
    wording: t('Where is the noise?', 'Ble mae’r sŵn?'),
    hint: t(
      'If you do not know, tell us where you hear it.',
      'Os nad ydych yn gwybod, dywedwch wrthym ble rydych yn ei glywed.',
    ),
  },
  when: { wording: t('When do you hear it?', 'Pryd ydych chi’n ei glywed?') },
  who: who(
    t('Who is making the noise?', 'Pwy sy’n gwneud y sŵn?'),
    t(
      'Tell us what you know, like a name, an address or the name of a business.',
      'Dywedwch beth rydych yn ei wybod, fel enw, cyfeiriad neu enw busnes.',
    ),
  ),
})

export const neighbours = questionSet({
  asbType: 'neighbours',
  label: t('Problems with neighbours', 'Problemau gyda chymdogion'),
  examples: t(
    'Rows, shouting, rubbish, rude behaviour or guests who cause trouble',
    'Ffraeo, gweiddi, sbwriel, ymddwyn yn gas neu westeion sy’n achosi helynt',
  ),
  what: [
    several(
      'neighbour_problem',
      {
        wording: t('What is the problem?', 'Beth yw’r broblem?'),
        missing: t('Select what the problem is', 'Dewiswch beth yw’r broblem'),
      },
      [
        o('rows', 'Rows, shouting or fighting', 'Ffraeo, gweiddi neu ymladd'),
        o('rude', 'Rude words or gestures to me', 'Geiriau neu ystumiau cas ataf'),
        o('threats', 'Threats', 'Bygythiadau', { leadsTo: 'danger' }),
        o(
          'visitors',
          'Visitors who come and go and cause trouble',
          'Ymwelwyr sy’n mynd a dod ac yn achosi helynt',
        ),
        o('rubbish', 'Rubbish, smells or a dirty garden', 'Sbwriel, arogl neu ardd fudr'),
        o('animals', 'Their animals', 'Eu hanifeiliaid'),
        o('shared', 'Shared stairs, paths, bins or parking', 'Grisiau, llwybrau, biniau neu barcio ar y cyd'),
        o(
          'taken_over',
          'I think other people have taken over their home',
          'Rwy’n meddwl bod pobl eraill wedi meddiannu eu cartref',
        ),
        somethingElse,
      ],
    ),
    one(
      'neighbour_landlord',
      {
        wording: t('Who owns their home?', 'Pwy sy’n berchen ar eu cartref?'),
        hint: t('You can leave this blank.', 'Gallwch adael hwn yn wag.'),
      },
      [
        o('council', 'The council', 'Y cyngor'),
        o('housing_association', 'A housing association', 'Cymdeithas dai'),
        o('private_landlord', 'A private landlord', 'Landlord preifat'),
        o('themselves', 'They do', 'Nhw sy’n berchen arno'),
        notSure,
      ],
    ),
    whatHappened(inYourWords),
  ],
  where: {
    wording: t('Where do you live?', 'Ble ydych chi’n byw?'),
    hint: t(
      'We need this to find your council and landlord. You do not have to give the number of your home.',
      'Mae angen hyn arnom i ganfod eich cyngor a’ch landlord. Nid oes rhaid i chi roi rhif eich cartref.',
    ),
  },
  who: who(
    t('Which neighbour is it?', 'Pa gymydog yw e?'),
    t('Tell us a name, a number or which home it is.', 'Rhowch enw, rhif neu dywedwch pa gartref yw e.'),
  ),
})

export const animals = questionSet({
  asbType: 'animals',
  label: t('Dogs and other animals', 'Cŵn ac anifeiliaid eraill'),
  examples: t(
    'Dogs out of control, dog mess, strays, or animals that scare people',
    'Cŵn allan o reolaeth, baw cŵn, anifeiliaid crwydr, neu anifeiliaid sy’n codi ofn',
  ),
  what: [
    one(
      'animal_problem',
      {
        wording: t('What is the problem with the animal?', 'Beth yw’r broblem gyda’r anifail?'),
        missing: t('Select what the problem with the animal is', 'Dewiswch beth yw’r broblem gyda’r anifail'),
      },
      [
        o(
          'attacks',
          'It bites or attacks people or animals',
          'Mae’n brathu neu’n ymosod ar bobl neu anifeiliaid',
          {
            leadsTo: 'danger',
          },
        ),
        o('scares', 'It scares people', 'Mae’n codi ofn ar bobl'),
        o('loose', 'It runs loose or is a stray', 'Mae’n rhedeg yn rhydd neu’n crwydro'),
        o('mess', 'Dog mess', 'Baw cŵn'),
        o('barking', 'Barking or other noise', 'Cyfarth neu sŵn arall'),
        o('cruelty', 'It is hurt or badly kept', 'Mae’n cael ei frifo neu’n cael ei gadw’n wael'),
        somethingElse,
      ],
    ),
    one(
      'animal_kind',
      {
        wording: t('What animal is it?', 'Pa anifail yw e?'),
        missing: t('Select what animal it is', 'Dewiswch pa anifail yw e'),
      },
      [
        o('dog', 'A dog', 'Ci'),
        o('dogs', 'More than one dog', 'Mwy nag un ci'),
        o('horse', 'A horse or pony', 'Ceffyl neu ferlen'),
        o('cat', 'A cat', 'Cath'),
        o('other', 'Another animal', 'Anifail arall'),
      ],
    ),
    whatHappened(inYourWords),
  ],
  who: who(t('Who keeps the animal?', 'Pwy sy’n cadw’r anifail?')),
})
