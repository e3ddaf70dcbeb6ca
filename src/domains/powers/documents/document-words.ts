import type { CustodyEntry, EvidenceKind } from '#domains/evidence'
import type { ServiceWay } from '../add-event.ts'
import type { ConsultationWay } from '../consultations.ts'

/** The words of documents that people outside are given, in both languages. The writer's own words stand between them. */
export type DocumentLanguage = 'en' | 'cy'
type Said = Readonly<Record<DocumentLanguage, string>>

export const documentTitles: Readonly<Record<string, Said>> = {
  warning_letter: { en: 'Warning about anti-social behaviour', cy: 'Rhybudd am ymddygiad gwrthgymdeithasol' },
  abc: { en: 'Acceptable Behaviour Contract', cy: 'Contract Ymddygiad Derbyniol' },
  cpw: { en: 'Community protection warning', cy: 'Rhybudd gwarchod y gymuned' },
  cpn: { en: 'Community protection notice', cy: 'Hysbysiad gwarchod y gymuned' },
  closure_notice: { en: 'Closure notice', cy: 'Hysbysiad cau' },
  civil_injunction: { en: 'Application for an injunction: bundle', cy: 'Cais am waharddeb: bwndel' },
  cbo: {
    en: 'Request for a criminal behaviour order: bundle',
    cy: 'Cais am orchymyn ymddygiad troseddol: bwndel',
  },
  ground_7a: { en: 'Claim for possession: bundle', cy: 'Hawliad meddiant: bwndel' },
  closure_order: { en: 'Application for a closure order: bundle', cy: 'Cais am orchymyn cau: bwndel' },
  respect_order: { en: 'Application for a respect order: bundle', cy: 'Cais am orchymyn parch: bwndel' },
  youth_injunction: {
    en: 'Application for a youth injunction: bundle',
    cy: 'Cais am waharddeb ieuenctid: bwndel',
  },
  housing_injunction: {
    en: 'Application for a housing injunction: bundle',
    cy: 'Cais am waharddeb tai: bwndel',
  },
}

/** Headings of what the law asks a document to say, by the code of the content. */
export const contentHeadings: Readonly<Record<string, Said>> = {
  behaviour: { en: 'What happened', cy: 'Beth ddigwyddodd' },
  effect: { en: 'How it affects others', cy: 'Sut mae’n effeithio ar eraill' },
  stop: { en: 'What must stop', cy: 'Beth sy’n rhaid dod i ben' },
  next: { en: 'What happens if it goes on', cy: 'Beth fydd yn digwydd os bydd yn parhau' },
  contact: { en: 'Who to speak to', cy: 'Gyda phwy i siarad' },
  agreed: { en: 'What is agreed', cy: 'Beth y cytunir arno' },
  support: { en: 'Help you will get', cy: 'Help y byddwch yn ei gael' },
  length: { en: 'How long it lasts', cy: 'Pa mor hir y mae’n para' },
  signature: { en: 'Who signs', cy: 'Pwy sy’n llofnodi' },
  warning: { en: 'This is a warning', cy: 'Rhybudd yw hwn' },
  by_when: { en: 'By when it must stop', cy: 'Erbyn pryd y mae’n rhaid iddo ddod i ben' },
  requirements: { en: 'What you must do', cy: 'Beth sy’n rhaid i chi ei wneud' },
  consequences: { en: 'If you do not do this', cy: 'Os na wnewch hyn' },
  appeal: { en: 'How to appeal', cy: 'Sut i apelio' },
  issuer: { en: 'Who issues this', cy: 'Pwy sy’n cyhoeddi hwn' },
  premises: { en: 'The premises', cy: 'Yr eiddo' },
  prohibited: { en: 'Who may not go in, and when', cy: 'Pwy na chaiff fynd i mewn, a phryd' },
  offence: { en: 'It is an offence to go in', cy: 'Mae’n drosedd mynd i mewn' },
  application: { en: 'The court will be asked for a closure order', cy: 'Gofynnir i’r llys am orchymyn cau' },
  hearing: { en: 'When and where the court will hear it', cy: 'Pryd a ble y bydd y llys yn ei glywed' },
  order_effect: { en: 'What a closure order does', cy: 'Beth mae gorchymyn cau yn ei wneud' },
  advice: { en: 'Who can give you advice', cy: 'Pwy all roi cyngor i chi' },
  necessary: { en: 'Why the order is necessary', cy: 'Pam mae’r gorchymyn yn angenrheidiol' },
  just: { en: 'Why it is just and convenient', cy: 'Pam mae’n gyfiawn ac yn gyfleus' },
  terms: { en: 'Prohibitions and requirements', cy: 'Gwaharddiadau a gofynion' },
  arrest: { en: 'Power of arrest', cy: 'Pŵer i arestio' },
  consulted: { en: 'Who was consulted', cy: 'Gyda phwy yr ymgynghorwyd' },
  statements: { en: 'Statements of witnesses', cy: 'Datganiadau tystion' },
  conviction: { en: 'The conviction', cy: 'Yr euogfarn' },
  help: { en: 'Why the order will help', cy: 'Pam y bydd y gorchymyn yn helpu' },
  condition: { en: 'The condition that is met', cy: 'Yr amod a fodlonir' },
  notice: { en: 'The notice that was served', cy: 'Yr hysbysiad a gyflwynwyd' },
  review: { en: 'The review of the decision', cy: 'Yr adolygiad o’r penderfyniad' },
  proportionate: { en: 'Why it is proportionate', cy: 'Pam mae’n gymesur' },
  evidence: { en: 'Evidence and earlier steps', cy: 'Tystiolaeth a chamau cynharach' },
}

export const documentPhrases = {
  en: {
    draft: 'Draft, not issued',
    reference: 'Reference',
    date: 'Date',
    law: 'Made under',
    conditions: 'Conditions',
    signed: 'Signed for the organisation, with name and office',
    exhibits: 'Index of exhibits',
    noExhibits: 'There are no exhibits.',
    exhibit: 'Exhibit',
    whatItIs: 'What it is',
    received: 'Received',
    hash: 'SHA-256 of the file',
    partsTakenOut: 'a copy with parts taken out',
    original: 'original',
    timeline: 'What happened, in order',
    noTimeline: 'Nothing was recorded.',
    when: 'When',
    what: 'What',
    who: 'Who',
    custody: 'Chain of custody',
    index: 'What is in this bundle',
    part: 'Part',
    page: 'Page',
    services: 'Service record',
    noServices: 'Nothing was served yet.',
    served: 'Served',
    signedAs: 'Signed',
    how: 'How',
    byWhom: 'By whom',
    proof: 'What proves it',
    consultations: 'Consultation record',
    noConsultations: 'No consultation is recorded.',
    consulted: 'Who was consulted or told',
    said: 'What they said',
    underLaw: 'Law',
    nobody: 'Nobody',
    silent: 'No answer',
    leftOut: 'What is left out',
    leftOutWhy:
      'This bundle was made from what its maker may see of the case. What they may not see, reports that are more restricted than the case, and files in which malware was found are left out.',
    pageOf: (page: number, pages: number) => `Page ${page} of ${pages}`,
  },
  cy: {
    draft: 'Drafft, heb ei gyhoeddi',
    reference: 'Cyfeirnod',
    date: 'Dyddiad',
    law: 'Gwnaed o dan',
    conditions: 'Amodau',
    signed: 'Llofnodwyd ar ran y sefydliad, gydag enw a swydd',
    exhibits: 'Mynegai arddangosion',
    noExhibits: 'Nid oes arddangosion.',
    exhibit: 'Arddangosyn',
    whatItIs: 'Beth ydyw',
    received: 'Derbyniwyd',
    hash: 'SHA-256 y ffeil',
    partsTakenOut: 'copi gyda rhannau wedi’u tynnu',
    original: 'gwreiddiol',
    timeline: 'Beth ddigwyddodd, yn ei drefn',
    noTimeline: 'Ni chofnodwyd dim.',
    when: 'Pryd',
    what: 'Beth',
    who: 'Pwy',
    custody: 'Cadwyn gadw’r dystiolaeth',
    index: 'Beth sydd yn y bwndel hwn',
    part: 'Rhan',
    page: 'Tudalen',
    services: 'Cofnod cyflwyno',
    noServices: 'Ni chyflwynwyd dim eto.',
    served: 'Cyflwynwyd',
    signedAs: 'Llofnodwyd',
    how: 'Sut',
    byWhom: 'Gan bwy',
    proof: 'Beth sy’n ei brofi',
    consultations: 'Cofnod ymgynghori',
    noConsultations: 'Ni chofnodwyd unrhyw ymgynghori.',
    consulted: 'Gyda phwy yr ymgynghorwyd, neu bwy a hysbyswyd',
    said: 'Beth ddywedon nhw',
    underLaw: 'Cyfraith',
    nobody: 'Neb',
    silent: 'Dim ateb',
    leftOut: 'Beth sydd wedi’i adael allan',
    leftOutWhy:
      'Gwnaed y bwndel hwn o’r hyn y caiff ei wneuthurwr ei weld o’r achos. Mae’r hyn na chaiff ei weld, adroddiadau sy’n fwy cyfyngedig na’r achos, a ffeiliau y cafwyd maleiswedd ynddynt wedi’u gadael allan.',
    pageOf: (page: number, pages: number) => `Tudalen ${page} o ${pages}`,
  },
} as const

export const exhibitKinds: Readonly<Record<EvidenceKind, Said>> = {
  photo: { en: 'Photo', cy: 'Llun' },
  video: { en: 'Video', cy: 'Fideo' },
  sound: { en: 'Sound recording', cy: 'Recordiad sain' },
  document: { en: 'Document', cy: 'Dogfen' },
}

export const serviceWords: Readonly<Record<ServiceWay, Said>> = {
  hand: { en: 'By hand', cy: 'Â llaw' },
  post: { en: 'By post', cy: 'Drwy’r post' },
  left: { en: 'Left at the address', cy: 'Gadawyd yn y cyfeiriad' },
  posted_up: { en: 'Fixed to the premises', cy: 'Gosodwyd ar yr eiddo' },
}

export const consultationWords: Readonly<Record<ConsultationWay, Said>> = {
  meeting: { en: 'at a meeting', cy: 'mewn cyfarfod' },
  call: { en: 'by telephone', cy: 'dros y ffôn' },
  letter: { en: 'by letter or email', cy: 'drwy lythyr neu e-bost' },
  visit: { en: 'by a visit', cy: 'drwy ymweliad' },
  notice: { en: 'by a public notice', cy: 'drwy hysbysiad cyhoeddus' },
}

/** What is done with a piece of evidence, as its chain of custody tells it to a court. */
export const custodyWords: Readonly<Record<CustodyEntry['what'], Said>> = {
  received: { en: 'Received', cy: 'Derbyniwyd' },
  attached: { en: 'Attached to a record', cy: 'Atodwyd at gofnod' },
  scanned: { en: 'Searched for malware', cy: 'Chwiliwyd am faleiswedd' },
  copied: { en: 'A copy to look at was made', cy: 'Gwnaed copi i edrych arno' },
  viewed: { en: 'Viewed', cy: 'Gwelwyd' },
  downloaded: { en: 'Downloaded', cy: 'Lawrlwythwyd' },
  hash_verified: { en: 'Found as it was received', cy: 'Canfuwyd fel y’i derbyniwyd' },
  hash_differs: {
    en: 'Found to differ from what was received',
    cy: 'Canfuwyd yn wahanol i’r hyn a dderbyniwyd',
  },
  shared_as_it_is: { en: 'Shared as it is', cy: 'Rhannwyd fel y mae' },
  redaction_asked: {
    en: 'Copy with parts taken out asked for',
    cy: 'Gofynnwyd am gopi gyda rhannau wedi’u tynnu',
  },
  redacted: { en: 'Copy with parts taken out made', cy: 'Gwnaed copi gyda rhannau wedi’u tynnu' },
  redaction_failed: {
    en: 'Copy with parts taken out not made',
    cy: 'Ni wnaed copi gyda rhannau wedi’u tynnu',
  },
  redaction_given: { en: 'Who is given a copy chosen', cy: 'Dewiswyd pwy sy’n cael copi' },
  held: { en: 'Held: not to be deleted', cy: 'Daliwyd: ni ddylid ei ddileu' },
  hold_lifted: { en: 'Hold lifted', cy: 'Daliad wedi’i godi' },
  deleted: { en: 'Deleted', cy: 'Dilëwyd' },
}

/** What a content is headed in a language; its own words in law where it has no heading yet. */
export const headingOf = (content: { code: string; words: string }, language: DocumentLanguage): string =>
  contentHeadings[content.code]?.[language] ?? content.words
