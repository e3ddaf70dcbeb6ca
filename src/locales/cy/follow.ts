import type { follow as english } from '../en/follow.ts'

/** Following a place, in Welsh. */
export const follow: typeof english = {
  heading: 'Newyddion am y lle hwn',
  title: 'Cael gwybod am y lle hwn',
  known: (organisation) => `Mae ${organisation} yn gwybod am y broblem hon ac yn gweithio arni:`,
  counts: 'Mae eich adroddiad yn dal i gyfrif. Anfonwch ef, er mwyn i ni wybod pa mor aml y mae’n digwydd.',
  onlyInformed: (address) =>
    `Nid oes gennych unrhyw beth newydd i’w adrodd? Gallwch [gael gwybod yn lle hynny](${address}).`,
  offer:
    'Gallwch ddilyn y lle hwn. Byddwn yn anfon newyddion atoch am yr hyn sy’n cael ei wneud. Nid ydych yn gweld beth mae pobl eraill yn ei adrodd, ac nid ydynt yn eich gweld chi.',
  youFollow:
    'Rydych yn dilyn y lle hwn. Nid ydych yn gweld pwy arall sy’n ei ddilyn, ac nid oes neb yn eich gweld chi.',
  start: 'Dilyn y lle hwn',
  stop: 'Stopio dilyn y lle hwn',
  confirm: 'Ie, anfonwch newyddion ataf',
  noNews: 'Nid oes newyddion eto.',
  newsHeading: 'Newyddion',
  affects: 'A yw’n effeithio arnoch chi?',
  affectsMe: 'Ydy, mae’n effeithio arnaf i hefyd',
  informed: 'Nac ydy, dim ond eisiau cael gwybod ydw i',
  affectsMissing: 'Dywedwch a yw’n effeithio arnoch chi',
  way: 'Sut ydych chi am gael newyddion?',
  wayHint: 'Rydym yn defnyddio eich cyfeiriad neu’ch rhif ar gyfer y newyddion hyn yn unig.',
  wayMissing: 'Dewiswch sut yr ydych am gael newyddion',
  ways: {
    page: 'Ar dudalen breifat yr wyf yn ei hagor fy hun',
    email: 'Drwy e-bost',
    text: 'Drwy neges destun',
  },
  email: 'Eich cyfeiriad e-bost, os dewisoch e-bost',
  phone: 'Eich rhif ffôn symudol, os dewisoch neges destun',
  recipientMissing: { email: 'Rhowch eich cyfeiriad e-bost', text: 'Rhowch eich rhif ffôn symudol' },
  send: 'Rhowch wybod i mi',
  private: 'Nid oes neb sy’n dilyn yn gweld pwy arall sy’n dilyn. Gallwch stopio unrhyw bryd.',
  toReport: 'A ddigwyddodd rhywbeth y dylem wybod amdano?',
  report: 'Rhoi gwybod amdano',
  sentTitle: 'Edrychwch ar eich negeseuon',
  sent: 'Rydym wedi anfon neges atoch gyda dolen. Agorwch hi i ddechrau cael newyddion. Os na wnewch unrhyw beth, ni fyddwn yn anfon dim mwy atoch.',
  endedTitle: 'Nid oes mwy o newyddion am y lle hwn',
  ended: (organisation) =>
    `Nid yw ${organisation} yn anfon newyddion am y lle hwn mwyach. Os bydd rhywbeth yn digwydd, rhowch wybod i ni.`,
  stoppedTitle: 'Nid ydych yn dilyn y lle hwn mwyach',
  stopped: 'Nid ydym yn anfon newyddion atoch amdano. Rydym wedi dileu eich cyfeiriad.',
  notFound: 'Nid oes tudalen gyda’r ddolen hon',
  notFoundWhy: 'Gwnewch yn siŵr eich bod wedi copïo’r ddolen gyfan.',
  confirmEmail: (place, link) =>
    `Gofynnodd rhywun i ni anfon newyddion atoch am hyn: ${place}.\n\nOs mai chi oedd hwnnw, agorwch y ddolen hon a dewiswch “Ie, anfonwch newyddion ataf”:\n\n${link}\n\nOs nad chi oedd hwnnw, nid oes angen i chi wneud dim. Ni fyddwn yn anfon dim mwy atoch.`,
  confirmText: (link) =>
    `A ydych am gael newyddion am le yr ydych yn ei ddilyn? Agorwch y ddolen hon i ddweud ie: ${link}`,
  newsMessage: (words, link) =>
    `Mae newyddion am le yr ydych yn ei ddilyn:\n\n${words}\n\nDarllenwch yr holl newyddion, neu stopiwch ddilyn:\n\n${link}\n\nPeidiwch ag ateb y neges hon: ni fyddai neb yn ei darllen.`,
  lastMessage: (link) =>
    `Ni fydd mwy o newyddion am le yr oeddech yn ei ddilyn. Nid ydym yn cadw eich cyfeiriad ar gyfer hyn mwyach.\n\nOs bydd rhywbeth yn digwydd yno, gallwch roi gwybod amdano:\n\n${link}\n\nPeidiwch ag ateb y neges hon: ni fyddai neb yn ei darllen.`,
  lastText: (link) =>
    `Ni fydd mwy o newyddion am le yr oeddech yn ei ddilyn. Os bydd rhywbeth yn digwydd yno, gallwch roi gwybod amdano: ${link}`,
  newsText: (link) => `Mae newyddion am le yr ydych yn ei ddilyn. Darllenwch neu stopiwch: ${link}`,
}
