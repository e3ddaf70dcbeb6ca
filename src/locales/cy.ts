import { type LocalDate, localTimeOf, londonDateOf } from '#platform/clock'
import { accessibility } from './cy/accessibility.ts'
import { contact } from './cy/contact.ts'
import { easyRead } from './cy/easy-read.ts'
import { evidence } from './cy/evidence.ts'
import { follow } from './cy/follow.ts'
import { form, waysToReport } from './cy/form.ts'
import { lostLink } from './cy/lost-link.ts'
import { problems } from './cy/problems.ts'
import { reviews } from './cy/reviews.ts'
import { victim } from './cy/victim.ts'
import type { Words } from './en.ts'
import type { Prose } from './prose.ts'

const prose = (...blocks: Prose): Prose => blocks

const months = [
  'Ionawr',
  'Chwefror',
  'Mawrth',
  'Ebrill',
  'Mai',
  'Mehefin',
  'Gorffennaf',
  'Awst',
  'Medi',
  'Hydref',
  'Tachwedd',
  'Rhagfyr',
]

function date(day: Date | LocalDate): string {
  const text = typeof day === 'string' ? day : londonDateOf(day)
  return `${Number(text.slice(8))} ${months[Number(text.slice(5, 7)) - 1]} ${text.slice(0, 4)}`
}

/** `yb` (y bore) before midday, `yh` (yr hwyr) after, as gov.uk in Welsh writes it. */
function time(moment: Date): string {
  const [hours = 0, minutes = 0] = localTimeOf(moment).split(':').map(Number)
  if (minutes === 0) return hour(hours)
  return `${hours % 12 || 12}:${String(minutes).padStart(2, '0')}${hours < 12 ? 'yb' : 'yh'}`
}

function hour(hours: number): string {
  if (hours === 0) return 'hanner nos'
  if (hours === 12) return 'hanner dydd'
  return `${hours % 12}${hours < 12 ? 'yb' : 'yh'}`
}

const parts = { day: 'diwrnod', month: 'mis', year: 'blwyddyn' } as const

/** Welsh: plain, `chi` throughout, and Cymraeg Clir where there is a choice. */
export const cy: Words = {
  layout: {
    skip: 'Neidio i’r prif gynnwys',
    error: 'Gwall',
    leave: 'Gadael',
    leaveQuickly: 'Gadael yn gyflym',
    exitQuickly: 'Gadael y dudalen hon yn gyflym',
    wayBack: 'Y ffordd yn ôl',
    languages: 'Iaith',
    supportLinks: 'Dolenni cymorth',
    licence: 'yw meddalwedd cod agored o dan drwydded MIT.',
    exitThisPage: {
      text: 'Gadael y dudalen hon',
      activatedText: 'Yn llwytho.',
      timedOutText: 'Mae’r amser i adael y dudalen hon wedi dod i ben.',
      pressTwoMoreTimesText: 'Shift, pwyswch 2 waith eto i adael.',
      pressOneMoreTimeText: 'Shift, pwyswch unwaith eto i adael.',
    },
  },
  forms: {
    problem: 'Mae problem',
    tooLong: (name, most) => `${name}: dim mwy na ${most.toLocaleString('en-GB')} o nodau`,
    email: 'Rhowch gyfeiriad e-bost yn y ffurf gywir, fel enw@example.com',
    phone: 'Rhowch rif ffôn, fel 07700 900 982',
    dateMissing: () => 'Rhowch y dyddiad',
    datePartsMissing: (_name, missing) =>
      `Rhowch y dyddiad yn llawn, gyda’r ${missing.map((part) => parts[part]).join(' a’r ')}`,
    yearShape: 'Rhaid i’r flwyddyn fod yn 4 rhif',
    dateNotReal: () => 'Rhowch ddyddiad go iawn',
    dateInFuture: () => 'Rhowch ddyddiad heddiw neu ddyddiad yn y gorffennol',
    timeMissing: () => 'Rhowch yr amser, fel 9:30yh',
    timeUnclear: () => 'Rhowch yr amser gyda yb neu yh, fel 9:30yh',
    shortMonths: ['ion', 'chw', 'maw', 'ebr', 'mai', 'meh', 'gor', 'aws', 'med', 'hyd', 'tac', 'rha'],
  },
  dates: {
    date,
    dateTime: (moment) => `${time(moment)} ar ${date(moment)}`,
    hour,
    weekdays: [
      'Dydd Llun',
      'Dydd Mawrth',
      'Dydd Mercher',
      'Dydd Iau',
      'Dydd Gwener',
      'Dydd Sadwrn',
      'Dydd Sul',
    ],
  },
  site: {
    service: 'Rhoi gwybod am ymddygiad gwrthgymdeithasol',
    back: 'Yn ôl',
    continue: 'Parhau',
    saveForLater: 'Cadw a dod yn ôl wedyn',
    change: 'Newid',
    or: 'neu',
    optional: '(dewisol)',
    selectAll: 'Dewiswch bob un sy’n berthnasol.',
    leftBlank: 'Wedi’i adael yn wag',
    warning: 'Rhybudd',
    emergency: 'Ffoniwch 999 nawr os oes rhywun mewn perygl neu os oes trosedd yn digwydd.',
    footer: {
      easyRead: 'Hawdd ei Ddeall',
      waysToReport: 'Ffyrdd eraill o roi gwybod',
      caseReview: 'Adolygiad Achos YG',
      accessibility: 'Hygyrchedd',
      privacy: 'Preifatrwydd',
      cookies: 'Cwcis',
    },
    characterCount: {
      textareaDescriptionText: 'Gallwch roi hyd at %{count} o nodau',
      charactersUnderLimitText: {
        one: 'Mae gennych %{count} nod ar ôl',
        other: 'Mae gennych %{count} o nodau ar ôl',
      },
      charactersAtLimitText: 'Mae gennych 0 o nodau ar ôl',
      charactersOverLimitText: {
        one: 'Mae gennych %{count} nod yn ormod',
        other: 'Mae gennych %{count} o nodau yn ormod',
      },
    },
    scripts: {
      saved: 'Wedi’i gadw',
      cannotSave:
        'Ni allwn gadw ar hyn o bryd. Mae eich atebion yn cael eu cadw ar y ddyfais hon. Byddwn yn ceisio eto.',
      notConnected:
        'Nid ydych wedi’ch cysylltu. Mae eich atebion yn cael eu cadw ar y ddyfais hon. Ceisiwch eto pan fyddwch ar-lein.',
      places: 'Lleoedd',
      noPlaces: 'Dim lleoedd wedi’u canfod',
      onePlace: '1 lle wedi’i ganfod',
      manyPlaces: '% o leoedd wedi’u canfod',
      placeChosen: 'Wedi dewis %',
    },
  },
  form,
  waysToReport,
  home: {
    title: 'Dechrau',
    heading: 'Rhoi gwybod am ymddygiad gwrthgymdeithasol',
    lead: 'Dywedwch wrth yr heddlu, eich cyngor a’ch landlord am ymddygiad gwrthgymdeithasol. Rydych yn dweud wrthym unwaith. Ni sy’n dod o hyd i’r tîm iawn.',
    youCanReport: 'Gallwch roi gwybod am:',
    kinds: [
      'sŵn a phroblemau gyda chymdogion',
      'bygythiadau, aflonyddu neu gam-drin oherwydd pwy ydych chi',
      'cerbydau, beiciau oddi ar y ffordd a chriwiau swnllyd',
      'difrod, graffiti, sbwriel a thipio anghyfreithlon',
      'cyffuriau, yfed ar y stryd a chardota',
      'cŵn ac anifeiliaid eraill, a thân gwyllt',
      'unrhyw beth arall sy’n gwneud bywyd yn anodd lle rydych yn byw',
    ],
    howLong:
      'Mae’n cymryd tua 10 munud. Gallwch stopio ar unrhyw adeg a dod yn ôl wedyn. Nid oes rhaid i chi roi eich enw.',
    start: 'Dechrau nawr',
    help: prose(
      { heading: 'Os oes angen help arnoch i roi gwybod' },
      'Gallwch roi gwybod dros y ffôn, gofyn i rywun lenwi’r ffurflen ar eich rhan, neu gael y ffurflen mewn fformat arall. Gweler [ffyrdd eraill o roi gwybod](/ways-to-report).',
      { heading: 'Os ydych wedi rhoi gwybod am rywbeth yn barod' },
      'Agorwch y ddolen breifat a gawsoch pan anfonoch eich adroddiad. Mae’n dangos beth sydd wedi digwydd ers hynny. Os ydych wedi’i cholli, gallwch [gael dolen newydd](/status).',
      { heading: 'Os ydych wedi dweud wrthym o’r blaen ac nad yw’n stopio' },
      'Gallwch [ofyn am Adolygiad Achos YG](/case-review). Mae am ddim, a dyma eich hawl yn ôl y gyfraith.',
      { heading: 'Os ydych yn gweithio i sefydliad partner' },
      '[Mewngofnodi](/sign-in)',
    ),
  },
  accessibility,
  privacy: {
    title: 'Preifatrwydd',
    body: prose(
      'Mae’r dudalen hon yn dweud beth mae’r gwasanaeth hwn yn ei wneud gyda’r hyn rydych yn ei ddweud wrthym. Mae gan y sefydliad sy’n delio â’ch adroddiad ei hysbysiad preifatrwydd ei hun hefyd.',
      { heading: 'Beth rydym yn ei gadw' },
      'Rydym yn cadw’r atebion rydych yn eu rhoi: beth ddigwyddodd, ble, pryd a sut mae’n effeithio arnoch chi. Os ydych yn rhoi eich enw neu ffordd o gysylltu â chi, rydym yn cadw hynny ar wahân i’r gweddill.',
      { heading: 'Pwy sy’n ei weld' },
      'Mae eich adroddiad yn mynd i’r sefydliad sy’n gallu delio ag ef: yr heddlu, cyngor neu landlord. Gall rannu’r adroddiad ag un arall o’r rhain pan fydd angen iddynt weithio gyda’i gilydd. Dim ond y sefydliad sy’n dal eich adroddiad sy’n gweld sut i gysylltu â chi. Bob tro y mae rhywun yn agor eich adroddiad, rydym yn nodi pwy oedd.',
      { heading: 'Os ydych yn aros yn ddienw' },
      'Nid ydym yn gofyn am eich enw. Ond gall yr hyn rydych yn ei ysgrifennu ddangos pwy ydych chi, er enghraifft os ydych yn dweud eich bod yn byw drws nesaf. Peidiwch â rhoi’r hyn nad ydych am i ni ei wybod.',
      { heading: 'Eich dolenni preifat' },
      'Mae’r dolenni i’ch adroddiad heb ei orffen ac i’r dudalen sy’n dangos beth sy’n digwydd nesaf yn gyfrinachol. Gall unrhyw un sydd â dolen agor y dudalen, felly peidiwch â’i rhannu.',
      { heading: 'Eich hawliau' },
      'Gallwch ofyn i’r sefydliad sy’n dal eich adroddiad am gopi o’r hyn y mae’n ei gadw amdanoch, neu ofyn iddo ei gywiro. Os nad ydych yn fodlon â’i ateb, gallwch gwyno i’r [Comisiynydd Gwybodaeth](https://ico.org.uk/make-a-complaint/).',
    ),
  },
  cookies: {
    title: 'Cwcis',
    body: prose(
      'Ffeiliau bach y mae gwefan yn eu cadw ar eich dyfais yw cwcis. Nid ydym yn cyfrif nac yn dilyn ymwelwyr.',
      'Os ydych yn dewis iaith, mae un cwci yn cofio pa un. Nid oes dim byd arall ynddo, ac mae’n mynd pan fyddwch yn cau eich porwr. Nid ydym yn defnyddio unrhyw gwcis eraill pan fyddwch yn rhoi gwybod am rywbeth.',
      'Mae pobl sy’n gweithio i’n partneriaid yn cael cwci pan fyddant yn mewngofnodi. Mae’n eu cadw wedi’u mewngofnodi. Mae ail un yn cofio am 30 diwrnod porwr pwy ydyw, fel nad oes dim y maent wedi’i deipio yn cael ei golli pan fyddant wedi’u hallgofnodi.',
      { heading: 'Beth all gael ei gadw ar eich dyfais' },
      'Os ydych yn colli eich cysylltiad â’r rhyngrwyd wrth deipio, mae eich atebion ar y dudalen honno yn cael eu cadw ar eich dyfais, fel nad oes rhaid i chi eu teipio eto. Maent yn cael eu dileu pan fyddwn wedi’u cadw, neu’r tro nesaf y byddwch yn agor y dudalen ar ôl i ddiwrnod fynd heibio.',
      'Mae eich porwr hefyd yn cadw rhestr o’r tudalennau rydych wedi’u hagor. Os yw rhywun arall yn defnyddio eich dyfais, efallai y byddwch am ei chlirio.',
    ),
  },
  evidence,
  problems,
  victim,
  ...contact,
  follow,
  lostLink,
  easyRead,
  reviews,
}
