import type { easyRead as english } from '../en/easy-read.ts'

export const easyRead: typeof english = {
  title: 'Hawdd ei Ddeall',
  lead: 'Mae’r dudalen hon yn defnyddio geiriau hawdd a lluniau.',
  report: {
    heading: 'Sut i ddweud wrthym',
    lines: [
      'Ydych chi mewn perygl nawr? Ffoniwch 999.',
      'Ymddygiad gwrthgymdeithasol yw pan fydd pobl yn agos atoch yn gwneud pethau drwg. Maen nhw’n gwneud i chi deimlo’n ofnus, yn drist neu’n ddig.',
      'Gall fod yn sŵn uchel. Gall fod yn bobl sy’n gweiddi arnoch. Gall fod yn ddifrod neu’n sbwriel.',
      'Gallwch ddweud wrthym ar y wefan hon. Rydym yn gofyn cwestiynau i chi, un ar y tro.',
      'Gallwch ffonio 101 yn lle hynny. Gallwch siarad â’r heddlu yno.',
      'Gall rhywun rydych yn ymddiried ynddo eich helpu. Gall lenwi’r ffurflen gyda chi.',
      'Nid oes rhaid i chi ddweud eich enw.',
      'Gallwch ddangos lluniau neu fideos i ni.',
      'Gallwch stopio a dod yn ôl wedyn.',
    ],
  },
  next: {
    heading: 'Beth sy’n digwydd wedyn',
    lines: [
      'Rydym yn rhoi rhif i chi. Dyma eich cyfeirnod. Cadwch ef yn ddiogel.',
      'Rydym yn rhoi dolen gyfrinachol i chi. Gallwch ei hagor i weld beth sy’n digwydd. Peidiwch â’i dangos i bobl eraill.',
      'Rydym yn anfon yr hyn a ddywedoch at y tîm iawn. Gall hwn fod yr heddlu, y cyngor neu’ch landlord.',
      'Mae’r tîm yn ei ddarllen. Maen nhw’n penderfynu beth i’w wneud.',
      'Efallai y byddan nhw’n siarad â chi. Gallwch ddweud sut, a phryd mae’n ddiogel.',
      'A ddigwyddodd eto? Defnyddiwch eich dolen i ddweud wrthym.',
    ],
  },
  review: {
    heading: 'Os nad yw’n stopio: yr Adolygiad Achos YG',
    lines: [
      'Ydych chi wedi dweud wrthym lawer gwaith? Ydy e’n dal i ddigwydd? Gallwch ofyn am Adolygiad Achos.',
      'Cyfarfod yw Adolygiad Achos. Mae’r heddlu, y cyngor ac eraill yn edrych ar beth ddigwyddodd i chi.',
      'Mae am ddim. Dyma eich hawl yn ôl y gyfraith.',
      'Gallwch chi ofyn. Gall rhywun arall ofyn ar eich rhan, os ydych yn cytuno.',
      'Maen nhw’n dweud wrthych beth fyddan nhw’n ei wneud, ac erbyn pa ddiwrnod.',
      'Ydych chi’n meddwl eu bod yn anghywir? Gallwch ofyn i rywun newydd edrych arno.',
    ],
  },
  start: 'Dechrau dweud wrthym',
  askReview: 'Gofyn am Adolygiad Achos',
  otherWays: 'Ffyrdd eraill o ddweud wrthym',
  offer: 'Darllenwch am hyn mewn fformat [Hawdd ei Ddeall](/easy-read), gyda brawddegau byr a lluniau.',
  sign: {
    heading: 'Mewn Iaith Arwyddion Prydain',
    video: 'Gwyliwch ein fideo mewn Iaith Arwyddion Prydain',
    relay: 'Ffoniwch ni mewn Iaith Arwyddion Prydain gyda dehonglydd fideo',
  },
}
