import type { form as englishForm, waysToReport as englishWays } from '../en/form.ts'
import type { Prose } from '../prose.ts'

const prose = (...blocks: Prose): Prose => blocks

const call999 = prose(
  '[Ffoniwch 999](tel:999) os oes rhywun mewn perygl neu os oes trosedd yn digwydd. Nid oes neb yn darllen y ffurflen hon ar unwaith.',
  { heading: 'Os na allwch siarad' },
  'Ffoniwch 999 o ffôn symudol a gwrandewch. Os na allwch wneud sŵn, pwyswch 55 pan ofynnir i chi. Bydd yr heddlu wedyn yn gwybod bod angen help arnoch.',
  { heading: 'Os ydych yn fyddar neu’n methu clywed yn dda' },
  {
    list: [
      'defnyddiwch ffôn testun a ffoniwch 18000',
      'defnyddiwch [999 BSL](https://999bsl.co.uk/) i arwyddo',
      'anfonwch neges destun i 999, os ydych wedi cofrestru ar gyfer negeseuon testun brys',
    ],
  },
)

const abuse = prose(
  'Nid oes rhaid i chi ddioddef hyn, ac nid oes rhaid i chi fod yn siŵr beth i’w alw. Gall pobl sy’n gwybod am gam-drin eich helpu.',
  'Os ydych mewn perygl nawr, [ffoniwch 999](tel:999).',
  {
    list: [
      'Os na allwch siarad, ffoniwch o ffôn symudol a phwyswch 55 pan ofynnir i chi',
      'Ffoniwch y Llinell Gymorth Genedlaethol Cam-drin Domestig ar [0808 2000 247](tel:08082000247): am ddim, ddydd a nos',
      'Yng Nghymru, ffoniwch Byw Heb Ofn ar [0808 80 10 800](tel:08088010800): am ddim, ddydd a nos',
      'Dywedwch wrth yr heddlu ar [101](tel:101) pan nad yw’n argyfwng',
    ],
  },
  { heading: 'Aros yn ddiogel ar y ddyfais hon' },
  'Gall rhywun sy’n defnyddio eich ffôn neu eich cyfrifiadur weld y dudalen hon. Defnyddiwch “Gadael y dudalen hon” ar y brig i adael ar unwaith. Yna cliriwch y rhestr o dudalennau rydych wedi’u hagor, neu defnyddiwch ddyfais na allant ei chyrraedd.',
)

const hate = prose(
  'Ni chaiff neb eich brifo, eich bygwth na’ch sarhau oherwydd eich hil, eich ffydd, anabledd, pwy rydych yn ei garu, neu oherwydd eich bod yn draws. Pan fydd trosedd yn digwydd am reswm o’r fath, mae’n drosedd gasineb. Nid oes rhaid i chi fod yn siŵr.',
  {
    list: [
      'Os ydych mewn perygl nawr, [ffoniwch 999](tel:999)',
      'Gallwch ddweud wrth yr heddlu ar [101](tel:101), neu ar-lein ar [True Vision](https://www.report-it.org.uk/)',
      'Gallwch ofyn i rywun arall roi gwybod ar eich rhan',
    ],
  },
)

export const form: typeof englishForm = {
  danger: {
    title: 'A oes unrhyw un mewn perygl nawr?',
    yes: 'Oes, mae rhywun mewn perygl neu mae trosedd yn digwydd nawr',
    abuse: 'Nid y funud hon, ond mae rhywun yn fy mrifo, yn fy rheoli neu’n codi ofn arnaf gartref',
    abuseHint: 'Er enghraifft partner, rhywun roeddech gyda nhw o’r blaen, neu deulu',
    hate: 'Nid y funud hon, ond mae rhywun yn pigo arnaf oherwydd pwy ydw i',
    hateHint: 'Er enghraifft oherwydd hil, ffydd, anabledd, pwy rydych yn ei garu neu fod yn draws',
    no: 'Nac oes',
    missing: 'Dewiswch oes os oes unrhyw un mewn perygl nawr',
  },
  emergency: {
    title: 'Ffoniwch 999 nawr',
    body: call999,
    after: prose(
      { heading: 'Pan fydd pawb yn ddiogel' },
      '[Ewch ymlaen i roi gwybod am ymddygiad gwrthgymdeithasol](/report/type)',
    ),
  },
  abuse: {
    title: 'Cael help gyda cham-drin gartref',
    body: abuse,
    here: prose(
      { heading: 'Os ydych hefyd yn rhoi gwybod yma' },
      'Mae eich adroddiad yn mynd i’r heddlu, eich cyngor neu eich landlord. Dim ond yr un sy’n delio ag ef sy’n gweld sut i gysylltu â chi. Dywedwch wrthym sut i gysylltu â chi’n ddiogel: rydym yn gofyn cyn i chi ei anfon.',
    ),
    after: prose('[Ewch ymlaen â’ch adroddiad](/report/type)'),
  },
  hate: {
    title: 'Cam-drin oherwydd pwy ydych chi',
    body: hate,
    here: prose(
      { heading: 'Os ydych yn rhoi gwybod yma' },
      'Mae eich adroddiad yn mynd i’r tîm sy’n delio â hyn lle mae’n digwydd, ac mae’n dweud pam rydych yn meddwl bod hyn yn cael ei wneud. Nid yw’n cymryd lle dweud wrth yr heddlu am drosedd.',
    ),
    after: prose('[Ewch ymlaen â’ch adroddiad](/report/type)'),
  },
  type: {
    title: 'Am beth ydych chi am roi gwybod?',
    hint: 'Os oes mwy nag un, dewiswch yr un sy’n eich poeni fwyaf.',
    missing: 'Dewiswch am beth rydych am roi gwybod',
  },
  advice: {
    title: 'Pwy sy’n delio â hyn',
    intro: (organisation) => `Dyma beth mae ${organisation} yn ei ddweud am y math hwn o broblem yma:`,
    whoDeals: 'Pwy sydd yn delio ag ef',
    still: 'Gallwch roi gwybod amdano yma o hyd. Yna byddwn yn ei anfon at y tîm iawn.',
    goOn: 'Beth ydych chi am ei wneud?',
    report: 'Rhoi gwybod amdano beth bynnag',
    leave: 'Stopio yma',
    missing: 'Dewiswch a ydych am roi gwybod amdano beth bynnag',
    stopped: {
      title: 'Nid ydych wedi anfon adroddiad',
      body: prose(
        'Nid ydym wedi anfon dim at neb. Os ydych yn newid eich meddwl, ewch yn ôl a rhowch wybod amdano beth bynnag.',
        'Os oes rhywun mewn perygl, [ffoniwch 999](tel:999).',
      ),
    },
  },
  whenDanger: {
    title: 'A oes unrhyw un mewn perygl y funud hon?',
    yes: 'Oes',
    no: 'Nac oes, nid oes neb mewn perygl',
    missing: 'Dewiswch oes os oes unrhyw un mewn perygl y funud hon',
  },
  where: {
    search: 'Chwilio am le',
    searchHint: 'Cod post, stryd, ardal neu gyfeirnod grid. Mae rhan o god post yn iawn.',
    describe: 'Disgrifiwch y lle',
    describeHint:
      'Er enghraifft, “y tu ôl i’r siopau” neu “ar hyd llwybr y gamlas”. Gadewch hwn yn wag os yw’r chwiliad yn dweud digon.',
    missing: 'Chwiliwch am y lle, marciwch ef ar y map, neu disgrifiwch ef yn eich geiriau eich hun',
    place: 'Y lle',
    description: 'Eich disgrifiad',
    near: (place) => `Ger ${place}`,
    marked: 'Y lle a farciais ar y map',
    map: 'Map i farcio’r lle',
    mapKeys: 'Defnyddiwch y bysellau saeth i symud y pin.',
    mapHelp: 'Dewiswch y map, llusgwch y pin neu defnyddiwch y bysellau saeth i farcio’r lle.',
    mapMarked: 'Wedi’i farcio: lledred %1, hydred %2',
  },
  whichPlace: {
    title: 'Pa le ydych chi’n ei olygu?',
    found: (typed) => `Fe wnaethoch chwilio am “${typed}”. Ewch yn ôl i chwilio am rywbeth arall.`,
    nothing: (typed) =>
      `Ni chawsom ddim byd ar gyfer “${typed}”. Ewch yn ôl i roi cynnig ar eiriau eraill, neu disgrifiwch y lle.`,
    none: 'Dim un o’r rhain',
    describe: 'Fe wnaf ddisgrifio’r lle',
    missing: 'Dewiswch y lle, neu dewiswch ‘Dim un o’r rhain’',
  },
  describePlace: {
    title: 'Sut byddech chi’n disgrifio’r lle?',
    hint: 'Er enghraifft, enw siop, parc neu ffordd gerllaw.',
    missing: 'Disgrifiwch y lle yn eich geiriau eich hun',
  },
  when: {
    now: 'Mae’n digwydd nawr',
    nowHint: 'Os oes unrhyw un mewn perygl, ffoniwch 999 yn gyntaf.',
    once: 'Digwyddodd unwaith',
    pattern: 'Mae’n digwydd dro ar ôl tro',
    missing: 'Dewiswch pryd mae’n digwydd',
  },
  whenOnce: {
    title: 'Pryd ddigwyddodd?',
    dateName: 'y dyddiad',
    timeName: 'yr amser',
    day: 'Y diwrnod',
    dayParts: { day: 'Diwrnod', month: 'Mis', year: 'Blwyddyn' },
    dayHint: 'Er enghraifft, 27 3 2026',
    time: 'Faint o’r gloch oedd hi?',
    timeHint: 'Er enghraifft, 9:30yh. Gadewch hwn yn wag os nad ydych yn gwybod.',
    about: 'Os nad ydych yn gwybod, tua faint o’r gloch oedd hi?',
    morning: 'Bore (6yb i hanner dydd)',
    afternoon: 'Prynhawn (hanner dydd i 6yh)',
    evening: 'Gyda’r nos (6yh i hanner nos)',
    night: 'Oriau mân (hanner nos i 6yb)',
    notSure: 'Nid wyf yn siŵr',
    missingTime: 'Rhowch yr amser, neu dewiswch tua faint o’r gloch y digwyddodd',
    tooLongAgo: (years) => `Rhaid i’r dyddiad fod yn y ${years} mlynedd diwethaf`,
    inFuture: 'Rhaid i’r amser fod yn y gorffennol',
  },
  whenPattern: {
    title: 'Pryd mae’n digwydd fel arfer?',
    days: 'Pa ddiwrnodau',
    noSetDays: 'Dim diwrnodau penodol',
    everyDay: 'Bob dydd',
    hours: 'Tua faint o’r gloch',
    from: 'O tua',
    until: 'Tan tua',
    noSetTime: 'Dim amser penodol',
    noSetTimes: 'Dim amserau penodol',
    fromTo: (from, to) => `${from} i ${to}`,
    since: 'Pryd ddechreuodd',
    week: 'Yn ystod yr wythnos ddiwethaf',
    month: 'Yn ystod y mis diwethaf',
    halfYear: 'Yn ystod y 6 mis diwethaf',
    longer: 'Yn gynharach na hynny',
    started: (since) => `Dechreuodd: ${since.toLowerCase()}`,
    missingDays: 'Dewiswch y diwrnodau pan mae’n digwydd, neu dewiswch ‘Dim diwrnodau penodol’',
    daysOrNone: 'Dewiswch ddiwrnodau, neu dewiswch ‘Dim diwrnodau penodol’',
    missingFrom: 'Dewiswch pryd mae’n dechrau',
    missingTo: 'Dewiswch pryd mae’n gorffen',
    missingSince: 'Dewiswch pryd ddechreuodd',
  },
  question: {
    whatYouWrite: 'Yr hyn rydych yn ei ysgrifennu',
    alone: (label) => `Dewiswch atebion eraill, neu dewiswch ‘${label}’`,
  },
  forWhom: {
    title: 'Ar gyfer pwy mae’r adroddiad hwn?',
    hint: 'Gall rhywun arall lenwi hwn ar eich rhan, a gallwch chi ei lenwi ar ran rhywun arall.',
    victim: 'Mae’n digwydd i mi neu i’m cartref',
    witness: 'Fe’i gwelais neu fe’i clywais, ond mae’n digwydd i bobl eraill',
    onBehalf: 'Rwy’n llenwi hwn ar ran rhywun arall',
    onBehalfHint: 'Er enghraifft rhiant, ffrind neu gymydog',
    professional: 'Rwy’n rhoi gwybod fel rhan o’m gwaith',
    professionalHint: 'Er enghraifft fel gofalwr, athro, gweithiwr siop, cynghorydd neu weithiwr cymorth',
    missing: 'Dewiswch ar gyfer pwy mae’r adroddiad hwn',
  },
  consent: {
    title: 'A ydynt yn gwybod eich bod yn rhoi gwybod am hyn?',
    hint: 'Rydym yn gofyn fel nad oes neb yn cael galwad sy’n eu rhoi mewn perygl.',
    agreed: 'Ydynt, ac maent yn cytuno',
    agreedHint: 'Yna gallwn roi eu newyddion i chi, a’ch holi amdano',
    cannot: 'Ni allant ddweud, er enghraifft am eu bod yn blentyn bach neu’n sâl iawn',
    no: 'Nac ydynt, nid ydynt yn gwybod neu nid ydynt yn cytuno',
    noHint: 'Gallwch ddweud yr hyn rydych yn ei wybod o hyd. Peidiwch â rhoi eu henw',
    missing: 'Dewiswch a ydynt yn gwybod eich bod yn rhoi gwybod am hyn',
  },
  theirName: {
    title: 'Ar ran pwy ydych chi’n rhoi gwybod?',
    hint: 'Eu henw, neu’r hyn maent yn hoffi cael eu galw. Gallwch adael hwn yn wag.',
    name: 'Eu henw',
  },
  yourWork: {
    title: 'Beth yw eich swydd, ac i bwy ydych chi’n gweithio?',
    hint: 'Gallwch adael hwn yn wag.',
    name: 'Eich swydd',
  },
  contact: {
    title: 'A gawn ni gysylltu â chi am hyn?',
    yes: 'Cewch, gallwch gysylltu â mi',
    anonymous: 'Na chewch, rwyf am aros yn ddienw',
    hint: 'Y naill ffordd neu’r llall, rydych yn cael tudalen breifat sy’n dangos beth sy’n digwydd gyda’ch adroddiad. Gallwn wneud mwy os gallwn ofyn cwestiynau i chi.',
    missing: 'Dewiswch cewch os gallwn gysylltu â chi',
  },
  contactHow: {
    title: 'Sut dylem gysylltu â chi?',
    email: 'E-bost',
    phone: 'Galwad ffôn',
    text: 'Neges destun',
    missing: 'Dewiswch sut dylem gysylltu â chi',
  },
  contactEmail: { title: 'Beth yw eich cyfeiriad e-bost?', missing: 'Rhowch eich cyfeiriad e-bost' },
  contactPhone: { title: 'Beth yw eich rhif ffôn?', missing: 'Rhowch eich rhif ffôn' },
  contactText: { title: 'Beth yw eich rhif ffôn symudol?', missing: 'Rhowch eich rhif ffôn symudol' },
  contactName: {
    title: 'Beth yw eich enw?',
    hint: 'Dywedwch wrthym beth dylem eich galw. Gallwch adael hwn yn wag.',
    name: 'Eich enw',
  },
  contactSafely: {
    title: 'Sut gallwn gysylltu â chi’n ddiogel?',
    what: 'Beth dylem ei wneud?',
    noVoicemail: 'Peidiwch â gadael neges lais',
    onlyMe: 'Peidiwch â siarad â neb arall sy’n ateb',
    noSubject: 'Peidiwch â dweud mewn neges am beth mae',
    unmarked: 'Peidiwch â dweud pwy ydych chi nes i chi wybod mai fi sydd yno',
    usual: 'Mae’r ffordd arferol yn iawn',
    missing: 'Dewiswch beth dylem ei wneud, neu dewiswch ‘Mae’r ffordd arferol yn iawn’',
    times: 'A oes amser sy’n ddiogel, neu amser nad yw’n ddiogel? (dewisol)',
    timesHint: 'Er enghraifft, “dyddiau’r wythnos cyn 3yh”.',
  },
  contactFormat: {
    title: 'A oes angen i ni ysgrifennu atoch neu siarad â chi mewn ffordd arbennig?',
    hint: 'Dewiswch bob un sy’n berthnasol.',
    welsh: 'Yn Gymraeg',
    bsl: 'Mewn Iaith Arwyddion Prydain (BSL)',
    easyRead: 'Mewn fformat Hawdd ei Ddeall',
    largePrint: 'Mewn print bras',
    audio: 'Fel recordiad sain, neu wedi’i ddarllen yn uchel',
    braille: 'Mewn braille',
    interpreter: 'Mewn iaith arall, gyda chyfieithydd',
    none: 'Na, nid oes angen dim arnaf',
    more: 'Pa iaith, neu beth arall? (dewisol)',
    missing: 'Dewiswch beth sydd ei angen arnoch, neu dewiswch ‘Na, nid oes angen dim arnaf’',
  },
  check: {
    title: 'Gwiriwch eich atebion',
    heading: 'Gwiriwch eich atebion cyn anfon eich adroddiad',
    important: 'Pwysig',
    changed: 'Mae eich atebion wedi newid ers agor y dudalen hon. Gwiriwch nhw eto.',
    what: (type) => `Am beth rydych yn rhoi gwybod: ${type.toLowerCase()}`,
    contact: 'Sut i gysylltu â chi',
    send: 'Nawr anfonwch eich adroddiad',
    whoGetsIt:
      'Rydym yn ei anfon at y sefydliad sy’n gallu delio ag ef. Darllenwch [beth rydym yn ei wneud gyda’r hyn rydych yn ei ddweud wrthym](/privacy).',
    button: 'Anfon yr adroddiad',
  },
  done: {
    title: 'Mae eich adroddiad gyda ni',
    reference: 'Eich cyfeirnod',
    keepLink: 'Cadwch eich dolen breifat',
    link: prose(
      'Mae’r dudalen hon yn dangos beth sy’n digwydd gyda’ch adroddiad. Copïwch y ddolen neu ei chadw fel nod tudalen.',
    ),
    body: prose(
      'Gall unrhyw un sydd â’r ddolen agor y dudalen. Nid yw’n dangos eich atebion na’ch enw.',
      { heading: 'Beth sy’n digwydd nesaf' },
      {
        steps: [
          'Rydym yn anfon eich adroddiad at y tîm sy’n gofalu am y math hwn o broblem yn y lle hwn.',
          'Mae’r tîm yn ei ddarllen ac yn penderfynu beth i’w wneud.',
          'Mae eich tudalen breifat yn dangos gan bwy mae eich adroddiad a beth maent yn ei benderfynu.',
        ],
      },
      'Os dywedoch y gallwn gysylltu â chi, efallai y bydd y tîm yn gofyn i chi am ragor.',
      { heading: 'Os bydd yn digwydd eto' },
      'Ffoniwch 999 os oes rhywun mewn perygl neu os oes trosedd yn digwydd. Os nad oes, [rhowch wybod eto](/report) bob tro. Mae’n ein helpu i weld pa mor aml mae’n digwydd.',
      'Os ydych wedi rhoi gwybod amdano o’r blaen ac nid yw’n stopio, gallwch [ofyn am Adolygiad Achos Ymddygiad Gwrthgymdeithasol](/case-review): yna mae’r sefydliadau yn edrych gyda’i gilydd ar yr hyn a wnaed.',
    ),
  },
  later: {
    title: 'Mae eich atebion wedi’u cadw',
    body: prose(
      'I fynd ymlaen yn nes ymlaen, agorwch y ddolen hon ar unrhyw ddyfais. Copïwch hi, ysgrifennwch hi neu ei chadw fel nod tudalen.',
    ),
    warning: 'Gall unrhyw un sydd â’r ddolen hon ddarllen eich atebion. Cadwch hi mewn lle diogel yn unig.',
    after: (days) =>
      `Nid ydym wedi anfon eich adroddiad eto. Nid oes neb yn ei ddarllen nes i chi ei anfon. Os na fyddwch yn dod yn ôl o fewn ${days} diwrnod, byddwn yn ei ddileu.`,
  },
  notFound: {
    title: 'Ni allwn ddod o hyd i’r adroddiad hwn',
    message:
      'Efallai nad yw’r ddolen yn gyflawn, neu fod yr adroddiad yn rhy hen. Gwiriwch y ddolen, neu dechreuwch eto o’r dudalen gyntaf.',
  },
  language: { title: 'Iaith y ffurflen' },
}

export const waysToReport: typeof englishWays = {
  title: 'Ffyrdd eraill o roi gwybod',
  body: prose(
    'Nid oes rhaid i chi ddefnyddio’r ffurflen hon. Pa ffordd bynnag rydych yn rhoi gwybod, rydym yn cadw’r un ffeithiau ac yn rhoi cyfeirnod i chi.',
    { heading: 'Mewn argyfwng' },
    'Ffoniwch 999. Os ydych yn fyddar, defnyddiwch [999 BSL](https://999bsl.co.uk/) neu ffôn testun ar 18000.',
    { heading: 'Gofyn i rywun arall ei llenwi' },
    'Gall ffrind, gofalwr, eich cynghorydd neu weithiwr cymorth [lenwi’r ffurflen hon ar eich rhan](/report), os ydych yn cytuno. Mae’r ffurflen yn gofyn ar gyfer pwy mae.',
    { heading: 'Dros y ffôn i’r heddlu' },
    'Ffoniwch [101](tel:101). Gyda ffôn testun, ffoniwch 18001 101. Mae am ddim.',
    { heading: 'Mewn Iaith Arwyddion Prydain' },
    'Gofynnwch i unrhyw sefydliad isod am gyfieithydd BSL. Os oes gennych ap Relay UK, gallwch deipio neu arwyddo eich galwad.',
    { heading: 'Mewn fformat Hawdd ei Ddeall, print bras, braille neu iaith arall' },
    'Gofynnwch i unrhyw sefydliad isod. Dywedwch beth sydd ei angen arnoch a sut i’ch cyrraedd. Mae’r ffurflen hefyd yn gofyn beth sydd ei angen arnoch, fel bod atebion yn eich cyrraedd yn y ffordd iawn.',
  ),
  organisations: 'Sefydliadau yn y bartneriaeth hon',
  noOrganisations: 'Ffoniwch 101, neu eich cyngor.',
}
