import type { lostLink as english } from '../en/lost-link.ts'

/** For somebody who lost the private link of their report. */
export const lostLink: typeof english = {
  title: 'Gweld beth ddigwyddodd i’ch adroddiad',
  lead: 'Defnyddiwch y ddolen breifat a roesom i chi. Os ydych wedi’i cholli, teipiwch eich cyfeirnod. Byddwn yn anfon dolen newydd i’r cyfeiriad e-bost neu’r rhif symudol a roesoch i ni.',
  reference: 'Eich cyfeirnod',
  referenceHint: 'Mae’n edrych fel ASB-4K7Q-29HM. Mae yn y neges gyntaf a anfonom atoch.',
  referenceMissing: 'Rhowch eich cyfeirnod',
  referenceWrong: 'Rhowch y cyfeirnod fel y rhoesom ef i chi, fel ASB-4K7Q-29HM',
  noReference: 'Os nad oes gennych eich cyfeirnod, ffoniwch y sefydliad y rhoesoch wybod iddo.',
  send: 'Anfonwch ddolen newydd ataf',
  askedTitle: 'Edrychwch ar eich negeseuon',
  asked:
    'Os oes gennym adroddiad â’r cyfeirnod hwn, a ffordd ddiogel o gyrraedd pwy bynnag a’i gwnaeth, rydym wedi anfon neges gyda dolen. Mae’r ddolen yn agor unwaith, o fewn awr.',
  notCome:
    'Os na ddaw neges, efallai eich bod wedi gofyn i ni beidio ag anfon rhai, neu i ffonio. Os felly, ffoniwch y sefydliad y rhoesoch wybod iddo.',
  openTitle: 'Agor eich adroddiad',
  opensOnce: 'Mae’r ddolen hon yn agor unwaith. Wedi hynny, cadwch gyfeiriad y dudalen a welwch.',
  open: 'Agor fy adroddiad',
  spentTitle: 'Nid yw’r ddolen hon yn agor mwyach',
  used: 'Cafodd ei hagor yn barod. Mae pob dolen yn agor unwaith.',
  usedByOther:
    'Os nad chi a’i hagorodd, efallai fod rhywun arall yn darllen eich negeseuon. Rhowch wybod i ni.',
  late: 'Roedd yn agor am awr yn unig.',
  again: 'Cael dolen newydd',
  email: (link: string, minutes: number): string =>
    `Gofynnoch i ni am ddolen. Mae’n agor unwaith, o fewn ${minutes} munud:\n\n${link}\n\nOs nad chi a ofynnodd, nid oes rhaid i chi wneud dim.\n\nPeidiwch ag ateb y neges hon: ni fyddai neb yn ei darllen.`,
  text: (link: string, minutes: number): string =>
    `Dyma’r ddolen y gofynnoch amdani. Mae’n agor unwaith, o fewn ${minutes} munud: ${link}`,
}
