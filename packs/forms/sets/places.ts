import {
  howMany,
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
  words,
} from '../common.ts'

/** What is done to places, and in them. */
export const damage = questionSet({
  asbType: 'damage',
  label: t('Damage and graffiti', 'Difrod a graffiti'),
  examples: t(
    'Broken windows, spray paint, fires or damage to cars and parks',
    'Ffenestri wedi torri, paent chwistrell, tanau neu ddifrod i geir a pharciau',
  ),
  what: [
    several(
      'damage_kind',
      {
        wording: t('What was done?', 'Beth gafodd ei wneud?'),
        missing: t('Select what was done', 'Dewiswch beth gafodd ei wneud'),
      },
      [
        o('broken', 'Something was broken', 'Torrwyd rhywbeth'),
        o('graffiti', 'Graffiti or spray paint', 'Graffiti neu baent chwistrell'),
        o('hateful', 'Hateful words or signs', 'Geiriau neu arwyddion atgas', { leadsTo: 'hate' }),
        o('fire', 'Something was set on fire', 'Rhoddwyd rhywbeth ar dân', { leadsTo: 'danger' }),
        o('thrown', 'Stones, eggs or other things were thrown', 'Taflwyd cerrig, wyau neu bethau eraill'),
        somethingElse,
      ],
    ),
    one(
      'damage_to',
      {
        wording: t('What was damaged?', 'Beth gafodd ei ddifrodi?'),
        missing: t('Select what was damaged', 'Dewiswch beth gafodd ei ddifrodi'),
      },
      [
        o('home', 'A home or garden', 'Cartref neu ardd'),
        o('vehicle', 'A car or another vehicle', 'Car neu gerbyd arall'),
        o('business', 'A shop or business', 'Siop neu fusnes'),
        o(
          'public',
          'A park, bus stop, bin or other public thing',
          'Parc, safle bws, bin neu beth cyhoeddus arall',
        ),
        o('building', 'A school, place of worship or other building', 'Ysgol, man addoli neu adeilad arall'),
        somethingElse,
      ],
    ),
    one(
      'damage_mine',
      {
        wording: t('Is it yours?', 'Ai chi sy’n berchen arno?'),
        hint: t('You can leave this blank.', 'Gallwch adael hwn yn wag.'),
      },
      [o('yes', 'Yes', 'Ie'), o('no', 'No', 'Nage')],
    ),
    whatHappened(inYourWords),
  ],
})

export const drugs = questionSet({
  asbType: 'drugs',
  label: t('Drug use and dealing', 'Defnyddio a gwerthu cyffuriau'),
  examples: t(
    'People who take or sell drugs, or the smell of cannabis',
    'Pobl sy’n cymryd neu’n gwerthu cyffuriau, neu arogl canabis',
  ),
  what: [
    several(
      'drugs_what',
      {
        wording: t('What do you see, hear or smell?', 'Beth ydych chi’n ei weld, ei glywed neu ei arogli?'),
        missing: t(
          'Select what you see, hear or smell',
          'Dewiswch beth rydych yn ei weld, ei glywed neu ei arogli',
        ),
      },
      [
        o('using', 'People take drugs', 'Pobl yn cymryd cyffuriau'),
        o('smell', 'The smell of cannabis', 'Arogl canabis'),
        o('selling', 'People sell drugs', 'Pobl yn gwerthu cyffuriau'),
        o('visits', 'Many short visits to one home', 'Llawer o ymweliadau byr ag un cartref'),
        o(
          'young_people',
          'Children or young people are used to carry things',
          'Plant neu bobl ifanc yn cael eu defnyddio i gario pethau',
        ),
        o('needles', 'Needles or other things left behind', 'Nodwyddau neu bethau eraill wedi’u gadael'),
        o('growing', 'I think that someone grows cannabis', 'Rwy’n meddwl bod rhywun yn tyfu canabis'),
        o(
          'taken_over',
          'I think someone’s home has been taken over',
          'Rwy’n meddwl bod cartref rhywun wedi’i feddiannu',
        ),
      ],
    ),
    one(
      'drugs_where',
      {
        wording: t('What kind of place is it?', 'Pa fath o le yw e?'),
        missing: t('Select what kind of place it is', 'Dewiswch pa fath o le yw e'),
      },
      [
        o('home', 'A house or flat', 'Tŷ neu fflat'),
        o('stairs', 'Stairs, a yard or another shared place', 'Grisiau, iard neu le arall ar y cyd'),
        o('street', 'The street or a car park', 'Y stryd neu faes parcio'),
        o('open_space', 'A park or open space', 'Parc neu fan agored'),
        o('near_school', 'Near a school or play area', 'Ger ysgol neu fan chwarae'),
        somethingElse,
      ],
    ),
    words(
      'drugs_vehicles',
      {
        wording: t(
          'Do you know of any cars or number plates?',
          'A ydych yn gwybod am unrhyw geir neu rifau cofrestru?',
        ),
        hint: t(
          'You can leave this blank. Do not take risks.',
          'Gallwch adael hwn yn wag. Peidiwch â mentro.',
        ),
      },
      500,
    ),
    whatHappened(inYourWords),
  ],
})

export const litter = questionSet({
  asbType: 'litter',
  label: t('Litter and needles', 'Sbwriel a nodwyddau'),
  examples: t(
    'Rubbish dropped on the ground, broken glass or needles',
    'Sbwriel wedi’i ollwng ar y llawr, gwydr wedi torri neu nodwyddau',
  ),
  what: [
    several(
      'litter_kind',
      {
        wording: t('What has been left?', 'Beth sydd wedi’i adael?'),
        missing: t('Select what has been left', 'Dewiswch beth sydd wedi’i adael'),
      },
      [
        o('litter', 'Litter or food', 'Sbwriel neu fwyd'),
        o('glass', 'Broken glass, cans or bottles', 'Gwydr wedi torri, caniau neu boteli'),
        o(
          'needles',
          'Needles or drug things. Do not touch them',
          'Nodwyddau neu bethau cyffuriau. Peidiwch â’u cyffwrdd',
        ),
        o('canisters', 'Gas canisters', 'Caniau nwy'),
        somethingElse,
      ],
    ),
    whatHappened(inYourWords),
  ],
})

export const flyTipping = questionSet({
  asbType: 'fly_tipping',
  label: t('Fly-tipping', 'Tipio anghyfreithlon'),
  examples: t(
    'Bags, furniture, tyres or building waste dumped on land',
    'Bagiau, dodrefn, teiars neu wastraff adeiladu wedi’i adael ar dir',
  ),
  what: [
    several(
      'tipping_kind',
      {
        wording: t('What was dumped?', 'Beth gafodd ei adael?'),
        missing: t('Select what was dumped', 'Dewiswch beth gafodd ei adael'),
      },
      [
        o('bags', 'Bags of rubbish', 'Bagiau o sbwriel'),
        o('furniture', 'Furniture, a fridge or a mattress', 'Dodrefn, oergell neu fatres'),
        o('building', 'Building or garden waste', 'Gwastraff adeiladu neu ardd'),
        o('tyres', 'Tyres or car parts', 'Teiars neu rannau ceir'),
        o(
          'dangerous',
          'Asbestos, oil, gas or chemicals. Stay away',
          'Asbestos, olew, nwy neu gemegau. Cadwch draw',
          {
            leadsTo: 'danger',
          },
        ),
        somethingElse,
      ],
    ),
    one(
      'tipping_amount',
      {
        wording: t('How much is there?', 'Faint sydd yno?'),
        missing: t('Select how much there is', 'Dewiswch faint sydd yno'),
      },
      [
        o('bag', 'It would fit in a bag', 'Byddai’n ffitio mewn bag'),
        o('boot', 'It would fill a car boot', 'Byddai’n llenwi cist car'),
        o('van', 'It would fill a van', 'Byddai’n llenwi fan'),
        o('lorry', 'It would fill a lorry or more', 'Byddai’n llenwi lori neu fwy'),
        notSure,
      ],
    ),
    one(
      'tipping_seen',
      {
        wording: t('Did you see who did it?', 'A welsoch chi pwy wnaeth hyn?'),
        missing: t('Select yes if you saw who did it', 'Dewiswch do os gwelsoch pwy wnaeth hyn'),
      },
      [o('yes', 'Yes', 'Do'), o('vehicle', 'I saw a vehicle', 'Gwelais gerbyd'), o('no', 'No', 'Naddo')],
    ),
    whatHappened(inYourWords),
  ],
  who: who(
    t('What do you know about them or the vehicle?', 'Beth ydych chi’n ei wybod amdanynt neu am y cerbyd?'),
  ),
})

export const fireworks = questionSet({
  asbType: 'fireworks',
  label: t('Fireworks', 'Tân gwyllt'),
  examples: t(
    'Fireworks thrown, let off late, or sold to children',
    'Tân gwyllt yn cael ei daflu, ei danio’n hwyr, neu ei werthu i blant',
  ),
  what: [
    several(
      'fireworks_what',
      {
        wording: t('What is happening with the fireworks?', 'Beth sy’n digwydd gyda’r tân gwyllt?'),
        missing: t(
          'Select what is happening with the fireworks',
          'Dewiswch beth sy’n digwydd gyda’r tân gwyllt',
        ),
      },
      [
        o(
          'thrown',
          'They are thrown or aimed at people or homes',
          'Maent yn cael eu taflu neu eu hanelu at bobl neu gartrefi',
          {
            leadsTo: 'danger',
          },
        ),
        o(
          'street',
          'They are let off in the street or a park',
          'Maent yn cael eu tanio yn y stryd neu mewn parc',
        ),
        o('late', 'They are let off late at night', 'Maent yn cael eu tanio’n hwyr yn y nos'),
        o('sold', 'They are sold to children or sold badly', 'Maent yn cael eu gwerthu i blant neu’n wael'),
        somethingElse,
      ],
    ),
    howMany(t('How many people are there?', 'Faint o bobl sydd yno?')),
    whatHappened(inYourWords),
  ],
})

export const gatherings = questionSet({
  asbType: 'gatherings',
  version: 2,
  label: t('Rowdy or nuisance gatherings', 'Criwiau swnllyd neu niwsans'),
  examples: t(
    'Groups who shout, fight, block the way or scare people',
    'Criwiau sy’n gweiddi, yn ymladd, yn rhwystro’r ffordd neu’n codi ofn',
  ),
  what: [
    several(
      'gathering_doing',
      {
        wording: t('What are they doing?', 'Beth maent yn ei wneud?'),
        missing: t('Select what they are doing', 'Dewiswch beth maent yn ei wneud'),
      },
      [
        o('shouting', 'Shouting, swearing or being loud', 'Gweiddi, rhegi neu wneud sŵn'),
        o('threats', 'Threatening or scaring people', 'Bygwth pobl neu godi ofn arnynt', {
          leadsTo: 'danger',
        }),
        o('fighting', 'Fighting', 'Ymladd', { leadsTo: 'danger' }),
        o('drinking', 'Drinking alcohol', 'Yfed alcohol'),
        o('drugs', 'Taking or selling drugs', 'Cymryd neu werthu cyffuriau'),
        o('damage', 'Damaging things', 'Difrodi pethau'),
        o('litter', 'Leaving litter or making a mess', 'Gadael sbwriel neu wneud llanast'),
        o('blocking', 'Blocking the way, a doorway or stairs', 'Rhwystro’r ffordd, drws neu risiau'),
        o('throwing', 'Throwing things', 'Taflu pethau'),
        somethingElse,
      ],
    ),
    one(
      'gathering_number',
      {
        wording: t('How many people are there?', 'Faint o bobl sydd yno?'),
        missing: t('Select how many people there are', 'Dewiswch faint o bobl sydd yno'),
      },
      [
        o('few', '2 to 5', '2 i 5'),
        o('some', '6 to 10', '6 i 10'),
        o('many', '11 to 30', '11 i 30'),
        o('crowd', 'More than 30', 'Mwy na 30'),
        notSure,
      ],
    ),
    one(
      'gathering_age',
      {
        wording: t('About how old are they?', 'Tua faint yw eu hoedran?'),
        hint: t('Your best guess is enough.', 'Mae eich dyfaliad gorau yn ddigon.'),
        missing: t('Select about how old they are', 'Dewiswch tua faint yw eu hoedran'),
      },
      [
        o('children', 'Mostly children under 13', 'Plant o dan 13 yn bennaf'),
        o('teenagers', 'Mostly teenagers', 'Pobl ifanc yn eu harddegau yn bennaf'),
        o('adults', 'Mostly adults', 'Oedolion yn bennaf'),
        o('mixed', 'All ages', 'Pob oedran'),
        notSure,
      ],
    ),
    one(
      'gathering_place',
      {
        wording: t('What kind of place is it?', 'Pa fath o le yw e?'),
        missing: t('Select what kind of place it is', 'Dewiswch pa fath o le yw e'),
      },
      [
        o('street', 'A street', 'Stryd'),
        o('park', 'A park or play area', 'Parc neu fan chwarae'),
        o('shops', 'Shops or a town centre', 'Siopau neu ganol tref'),
        o('block', 'The inside or outside of a block of flats', 'Y tu mewn neu’r tu allan i floc o fflatiau'),
        o('transport', 'A bus stop or station', 'Safle bws neu orsaf'),
        o('school', 'A school', 'Ysgol'),
        o('other', 'Somewhere else', 'Rhywle arall'),
      ],
    ),
    whatHappened(inYourWords),
  ],
  where: { wording: t('Where do they gather?', 'Ble maent yn ymgasglu?') },
  when: { wording: t('When do they gather?', 'Pryd maent yn ymgasglu?') },
})

export const trespass = questionSet({
  asbType: 'trespass',
  label: t('Trespass', 'Tresmasu'),
  examples: t(
    'People on land, on roofs or in buildings where they may not be',
    'Pobl ar dir, ar doeon neu mewn adeiladau lle na chânt fod',
  ),
  what: [
    one(
      'trespass_where',
      {
        wording: t('Where do they go?', 'I ble maent yn mynd?'),
        missing: t('Select where they go', 'Dewiswch i ble maent yn mynd'),
      },
      [
        o('garden', 'A garden or yard', 'Gardd neu iard'),
        o('empty', 'An empty building', 'Adeilad gwag'),
        o('roof', 'A roof, a bridge or a railway', 'To, pont neu reilffordd', { leadsTo: 'danger' }),
        o('water', 'A lake, river or quarry', 'Llyn, afon neu chwarel', { leadsTo: 'danger' }),
        o('land', 'Fields or other land', 'Caeau neu dir arall'),
        o('shared', 'Stairs or another shared place', 'Grisiau neu le arall ar y cyd'),
        somethingElse,
      ],
    ),
    howMany(t('How many people are there?', 'Faint o bobl sydd yno?')),
    whatHappened(inYourWords),
  ],
})

export const unspecified = questionSet({
  asbType: 'unspecified',
  label: t('Something else', 'Rhywbeth arall'),
  examples: t(
    'Tell us in your own words what the problem is',
    'Dywedwch yn eich geiriau eich hun beth yw’r broblem',
  ),
  what: [
    several(
      'who_it_touches',
      {
        wording: t('Who or what does it touch?', 'Pwy neu beth mae’n effeithio arno?'),
        missing: t('Select who or what it touches', 'Dewiswch pwy neu beth mae’n effeithio arno'),
      },
      [
        o('person', 'One person or home', 'Un person neu gartref'),
        o('people', 'Many people who live or go there', 'Llawer o bobl sy’n byw neu’n mynd yno'),
        o('place', 'A street, park or building', 'Stryd, parc neu adeilad'),
        notSure,
      ],
    ),
    whatHappened(inYourWords),
  ],
})
