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
  words,
} from '../common.ts'

const doing = [
  o('pavement', 'Riding or driving on a pavement or path', 'Reidio neu yrru ar balmant neu lwybr'),
  o(
    'open_space',
    'Riding or driving on a park, field or woodland',
    'Reidio neu yrru ar barc, cae neu goetir',
  ),
  o('speed', 'Going too fast or racing', 'Mynd yn rhy gyflym neu rasio'),
  o('stunts', 'Wheelies, skids or other stunts', 'Olwyno, sgidio neu gampau eraill'),
  o('revving', 'Revving engines or loud exhausts', 'Refio injans neu bibellau mwg swnllyd'),
  o('meet', 'Many cars or bikes meeting in one place', 'Llawer o geir neu feiciau yn cwrdd mewn un lle'),
  o('scaring', 'Riding or driving at people to scare them', 'Reidio neu yrru at bobl i godi ofn arnynt', {
    leadsTo: 'danger',
  }),
  somethingElse,
]
const ownHint = t('You can leave this blank.', 'Gallwch adael hwn yn wag.')

const whatTheyDo = several(
  'vehicle_doing',
  {
    wording: t('What are they doing?', 'Beth maent yn ei wneud?'),
    missing: t('Select what they are doing', 'Dewiswch beth maent yn ei wneud'),
  },
  doing,
)
const number = one(
  'vehicle_number',
  {
    wording: t('How many vehicles are there?', 'Faint o gerbydau sydd yno?'),
    missing: t('Select how many vehicles there are', 'Dewiswch faint o gerbydau sydd yno'),
  },
  [o('one', '1', '1'), o('few', '2 to 5', '2 i 5'), o('many', 'More than 5', 'Mwy na 5'), notSure],
)
const masks = one(
  'vehicle_masks',
  {
    wording: t(
      'Do riders or drivers cover their faces or number plates?',
      'A yw reidwyr neu yrwyr yn cuddio eu hwynebau neu eu rhifau cofrestru?',
    ),
    hint: ownHint,
  },
  [o('yes', 'Yes', 'Ydynt'), o('no', 'No', 'Nac ydynt'), notSure],
)
const looks = words(
  'vehicle_details',
  {
    wording: t('What do the vehicles look like?', 'Sut olwg sydd ar y cerbydau?'),
    hint: t(
      'For example the number plate, make or colour. Only write what you can see from a safe place.',
      'Er enghraifft y rhif cofrestru, gwneuthuriad neu liw. Ysgrifennwch dim ond yr hyn y gallwch ei weld o le diogel.',
    ),
  },
  1000,
)
const whoDrives = who(t('Who rides or drives?', 'Pwy sy’n reidio neu’n gyrru?'))

/** Vehicles that are driven, and vehicles that are left. */
export const vehicles = questionSet({
  asbType: 'vehicles',
  version: 2,
  label: t('Cars and other vehicles', 'Ceir a cherbydau eraill'),
  examples: t(
    'Racing, car meets, e-scooters, or driving that annoys or scares people',
    'Rasio, cwrdd ceir, e-sgwteri, neu yrru sy’n poeni neu’n codi ofn ar bobl',
  ),
  what: [
    several(
      'vehicle_kind',
      {
        wording: t('What kind of vehicle is it?', 'Pa fath o gerbyd yw e?'),
        missing: t('Select what kind of vehicle it is', 'Dewiswch pa fath o gerbyd yw e'),
      },
      [
        o('car', 'A car', 'Car'),
        o('van', 'A van or lorry', 'Fan neu lori'),
        o('motorbike', 'A motorbike', 'Beic modur'),
        o('moped', 'A moped or scooter', 'Moped neu sgwter'),
        o('e_bike', 'An e-bike or e-scooter', 'E-feic neu e-sgwter'),
        o('not_sure', 'I am not sure', 'Nid wyf yn siŵr', { exclusive: true }),
      ],
    ),
    whatTheyDo,
    number,
    masks,
    looks,
    whatHappened(inYourWords),
  ],
  who: whoDrives,
})

export const offRoadBikes = questionSet({
  asbType: 'off_road_bikes',
  label: t('Off-road bikes and quads', 'Beiciau oddi ar y ffordd a beiciau cwad'),
  examples: t(
    'Dirt bikes, quads or mopeds on paths, parks, fields or roads',
    'Beiciau baw, cwads neu fopeds ar lwybrau, parciau, caeau neu ffyrdd',
  ),
  what: [
    several(
      'vehicle_kind',
      {
        wording: t('What kind of bike is it?', 'Pa fath o feic yw e?'),
        missing: t('Select what kind of bike it is', 'Dewiswch pa fath o feic yw e'),
      },
      [
        o('off_road_bike', 'An off-road bike or dirt bike', 'Beic oddi ar y ffordd neu feic baw'),
        o('quad', 'A quad bike', 'Beic cwad'),
        o('moped', 'A moped or scooter', 'Moped neu sgwter'),
        o('e_bike', 'A fast e-bike', 'E-feic cyflym'),
        o('not_sure', 'I am not sure', 'Nid wyf yn siŵr', { exclusive: true }),
      ],
    ),
    whatTheyDo,
    number,
    masks,
    one(
      'bike_kept',
      {
        wording: t(
          'Do you know where the bikes are kept?',
          'A ydych yn gwybod ble mae’r beiciau’n cael eu cadw?',
        ),
        hint: t(
          'We ask for the place at the end. Do not follow them to find out.',
          'Rydym yn gofyn am y lle ar y diwedd. Peidiwch â’u dilyn i gael gwybod.',
        ),
      },
      [o('yes', 'Yes', 'Ydw'), o('no', 'No', 'Nac ydw')],
    ),
    looks,
    whatHappened(inYourWords),
  ],
  where: {
    wording: t('Where do they ride?', 'Ble maent yn reidio?'),
    hint: t(
      'If they move about, mark one place and write the way they take.',
      'Os ydynt yn symud o gwmpas, marciwch un lle ac ysgrifennwch y ffordd maent yn ei chymryd.',
    ),
  },
  who: whoDrives,
})

export const abandonedVehicles = questionSet({
  asbType: 'abandoned_vehicles',
  label: t('Abandoned vehicles', 'Cerbydau wedi’u gadael'),
  examples: t(
    'A car that nobody uses, left for a long time or burnt out',
    'Car nad oes neb yn ei ddefnyddio, wedi’i adael ers amser hir neu wedi’i losgi',
  ),
  what: [
    several(
      'abandoned_state',
      {
        wording: t('What is the vehicle like?', 'Sut gyflwr sydd ar y cerbyd?'),
        missing: t('Select what the vehicle is like', 'Dewiswch sut gyflwr sydd ar y cerbyd'),
      },
      [
        o('long', 'It has not moved for weeks', 'Nid yw wedi symud ers wythnosau'),
        o(
          'broken',
          'It has flat tyres, broken glass or missing parts',
          'Mae ganddo deiars fflat, gwydr wedi torri neu rannau ar goll',
        ),
        o('burnt', 'It is burnt out', 'Mae wedi’i losgi'),
        o('plates', 'It has no number plates', 'Nid oes ganddo rifau cofrestru'),
        o('danger', 'It leaks or is a danger', 'Mae’n gollwng neu’n berygl', { leadsTo: 'danger' }),
        o('not_sure', 'I am not sure', 'Nid wyf yn siŵr', { exclusive: true }),
      ],
    ),
    looks,
    whatHappened(inYourWords),
  ],
  where: { wording: t('Where is the vehicle?', 'Ble mae’r cerbyd?') },
  when: { wording: t('When did you see it?', 'Pryd welsoch chi ef?') },
  who: who(t('Who left it?', 'Pwy a’i gadawodd?')),
})
