import type { reviews as english } from '../en/reviews.ts'
import type { Prose } from '../prose.ts'

const prose = (...blocks: Prose): Prose => blocks

export const reviews: typeof english = {
  about: {
    title: 'Gofyn am Adolygiad Achos YG',
    lead: 'Os ydych yn dweud wrthym dro ar ôl tro am ymddygiad gwrthgymdeithasol ac nid yw’n stopio, gallwch ofyn inni edrych arno eto, gyda’n gilydd. Adolygiad Achos YG yw’r enw ar hyn. Mae rhai yn ei alw’n Sbardun Cymunedol. Mae’n rhad ac am ddim, a’ch hawl chi yw ef yn ôl y gyfraith.',
    start: 'Gofyn am adolygiad',
    body: prose(
      { heading: 'Pryd y gallwch ofyn' },
      'Gallwch ofyn ar unrhyw adeg. Rhaid inni gynnal adolygiad os dywedoch chi, neu bobl eraill, wrthym dair gwaith mewn chwe mis, a phob tro o fewn mis i’r digwyddiad. Nid oes gwahaniaeth ai wrth yr heddlu, y cyngor neu’ch landlord y dywedoch. Nid oes gwahaniaeth beth a wnaed amdano.',
      'Os yw’n llai na thair gwaith, rydym yn dal i edrych ar ba mor aml y mae’n digwydd, faint o niwed y mae’n ei wneud ichi, a beth a wnaed.',
      { heading: 'Pwy all ofyn' },
      'Gallwch ofyn drosoch eich hun. Gall rhywun arall ofyn drosoch os cytunwch: perthynas, ffrind, gofalwr, cynghorydd, eich AS neu grŵp sy’n eich helpu.',
      { heading: 'Beth sy’n digwydd wedyn' },
      {
        steps: [
          'Un person fydd eich cyswllt o’r dechrau i’r diwedd. Byddwn yn dweud eu henw wrthych.',
          'Byddwn yn rhoi’r hyn a ddywedwch i’r heddlu, y cyngor, y gwasanaeth iechyd a landlordiaid.',
          'Byddwn yn penderfynu a fydd adolygiad, ac yn dweud pam.',
          'Os bydd, bydd y sefydliadau hyn yn cyfarfod. Gallwch ddod, anfon rhywun, neu ysgrifennu’r hyn yr hoffech ei ddweud.',
          'Byddwn yn dweud wrthych beth y dylid ei wneud, pwy sy’n ei wneud ac erbyn pryd.',
          'Os nad ydych yn cytuno, gallwch apelio at rywun na chymerodd ran.',
        ],
      },
    ),
    otherWays: 'Ffyrdd eraill o ofyn',
    otherWaysLead:
      'Nid oes rhaid ichi ddefnyddio’r ffurflen hon. Gallwch hefyd ofyn dros y ffôn, drwy’r post neu wyneb yn wyneb.',
    areas: 'Yn eich ardal chi',
    complaints: (number: number, months: number) =>
      number === 1
        ? `Mae un adroddiad mewn ${months} mis yn ddigon yma.`
        : `Rhaid inni gynnal adolygiad os bu ${number} adroddiad mewn ${months} mis.`,
    hate: (number: number) =>
      number === 1
        ? 'Mae un adroddiad yn ddigon os digwyddodd oherwydd pwy ydych chi.'
        : `Mae ${number} adroddiad yn ddigon os digwyddasant oherwydd pwy ydych chi.`,
    times: (acknowledge: number, threshold: number, panel: number, outcome: number) =>
      `Byddwn yn ateb o fewn ${acknowledge} diwrnod gwaith. Byddwn yn penderfynu a fydd adolygiad o fewn ${threshold} arall, yn cyfarfod o fewn ${panel} wedi hynny, ac yn dweud wrthych beth a ddaeth ohono o fewn ${outcome} ar ôl y cyfarfod.`,
    figures: 'Faint o bobl a ofynnodd, a beth a ddaeth ohono',
  },
  apply: {
    title: 'Gofyn am Adolygiad Achos YG',
    problem: 'Mae problem',
    danger: 'Ffoniwch 999 nawr os oes rhywun mewn perygl neu os oes trosedd yn digwydd.',
    district: 'Ym mha ardal cyngor y mae’n digwydd?',
    districtMissing: 'Dewiswch yr ardal cyngor',
    who: 'Dros bwy ydych chi’n gofyn?',
    whoMissing: 'Dywedwch dros bwy ydych chi’n gofyn',
    myself: 'Fi fy hun neu fy nghartref',
    somebody: 'Rhywun arall, ac maent yn cytuno',
    ifSomebody: 'Dim ond os ydych yn gofyn ar ran rhywun arall',
    victimName: 'Eu henw',
    victimNameMissing: 'Rhowch eu henw',
    victimAddress: 'Eu cyfeiriad, gyda chod post',
    relation: 'Pwy ydych chi iddyn nhw?',
    relationHint: 'Er enghraifft: merch, gofalwr, cynghorydd',
    relationMissing: 'Dywedwch pwy ydych chi iddyn nhw',
    consent: 'A ydynt yn cytuno eich bod yn gofyn drostynt?',
    consentSaid: 'Ydynt, dywedasant hynny wrthyf',
    consentWritten: 'Ydynt, ysgrifenasant hynny',
    consentUnable: 'Ni allant gytuno eu hunain, ac rwy’n gweithredu drostynt',
    consentMissing: 'Dywedwch sut y maent yn cytuno',
    name: 'Eich enw llawn',
    nameMissing: 'Rhowch eich enw',
    nameName: 'Eich enw',
    contactHeading: 'Sut gallwn ni eich cyrraedd?',
    email: 'Cyfeiriad e-bost',
    phone: 'Rhif ffôn',
    address: 'Eich cyfeiriad, gyda chod post',
    addressHint: 'Mae’n ein helpu i ddod o hyd i’r hyn a ddywedoch o’r blaen.',
    addressName: 'Eich cyfeiriad',
    preferred: 'Sut hoffech chi glywed gennym?',
    preferredMissing: 'Dewiswch sut hoffech chi glywed gennym',
    byEmail: 'E-bost',
    byText: 'Neges destun',
    byPhone: 'Galwad ffôn',
    byLetter: 'Llythyr',
    byNone: 'Byddaf yn edrych ar fy nhudalen breifat',
    preferredNeeds: 'Rhowch yr hyn sydd ei angen arnom i’ch cyrraedd felly',
    safe: 'A oes unrhyw beth y dylem ei wybod i gysylltu â chi’n ddiogel?',
    safeHint: 'Er enghraifft: peidiwch â gadael neges lais',
    safeName: 'Rhaid i’r hyn a ddywedwch am ddiogelwch',
    kind: 'Am beth y mae’n bennaf?',
    kindUnsure: 'Rhywbeth arall, neu nid wyf yn siŵr',
    kindMissing: 'Dewiswch am beth y mae’n bennaf',
    behaviour: 'Beth sy’n digwydd o hyd, a sut mae’n effeithio arnoch?',
    behaviourHint: 'Dywedwch yn eich geiriau eich hun. Mae ychydig frawddegau’n ddigon.',
    behaviourMissing: 'Dywedwch beth sy’n digwydd o hyd',
    behaviourName: 'Yr hyn a ddywedwch',
    references: 'Cyfeirnodau, os oes gennych rai',
    referencesHint:
      'Nid oes eu hangen arnoch. Maent yn edrych fel ASB-7K3M-92XD. Rhowch bob un ar ei linell ei hun.',
    referencesName: 'Cyfeirnodau',
    hate: 'A ydych yn meddwl ei fod yn digwydd oherwydd pwy ydych chi?',
    hateHint:
      'Er enghraifft oherwydd eich hil, eich ffydd, anabledd, eich rhywioldeb neu oherwydd eich bod yn draws.',
    more: 'A oes unrhyw ran o hyn yn wir?',
    isHate: 'Mae’n digwydd oherwydd pwy ydw i, neu pwy ydyn nhw',
    isVulnerable:
      'Mae rhywun mewn mwy o berygl: oherwydd oedran, salwch, anabledd, neu am eu bod ar eu pen eu hunain neu’n ofnus',
    needs: 'Beth fyddai’n eich helpu i gymryd rhan?',
    needsHint: 'Er enghraifft: cyfieithydd, print bras, lle heb risiau',
    needsName: 'Yr hyn fyddai’n eich helpu',
    send: 'Gofyn am adolygiad',
  },
  done: {
    title: 'Rydych wedi gofyn am Adolygiad Achos YG',
    reference: 'Eich cyfeirnod',
    next: (day: string) => `Byddwn yn dweud wrthych erbyn ${day} pwy yw eich cyswllt.`,
    page: 'Eich tudalen breifat',
    pageLead:
      'Mae eich tudalen breifat yn dangos ble mae eich adolygiad, beth a benderfynwyd a pham. Cadwch y ddolen hon. Gall unrhyw un sydd â hi agor y dudalen.',
    received: 'Mae’r hyn a anfonoch gennym.',
    receivedWhat: 'Gofynnoch am Adolygiad Achos YG',
    message: (reference: string, link: string) =>
      `Rydych wedi gofyn am Adolygiad Achos YG. Eich cyfeirnod yw ${reference}.\n\nMae eich tudalen breifat yn dangos ble y mae, beth a benderfynwyd a pham:\n\n${link}\n\nGall unrhyw un sydd â’r ddolen agor y dudalen. Ffoniwch 999 os oes rhywun mewn perygl.\n\nPeidiwch ag ateb y neges hon: ni fyddai neb yn ei darllen.`,
    messageText: (reference: string, link: string) =>
      `Mae’r hyn a anfonoch gennym, ${reference}. Gweler: ${link}`,
    letter: (words: string, contact: string, link: string) =>
      `${words}\n\n${contact}\n\nGallwch ddarllen mwy ar eich tudalen breifat:\n\n${link}`,
    noBody: 'Ni wyddom pwy sy’n cynnal adolygiadau yn yr ardal honno. Cysylltwch â’ch cyngor.',
  },
  status: {
    title: 'Eich Adolygiad Achos YG',
    reference: 'Cyfeirnod',
    where: 'Ble y mae',
    states: {
      received: 'Mae’r hyn a anfonoch gennym. Nesaf, byddwn yn dweud pwy yw eich cyswllt.',
      acknowledged: 'Rydym yn penderfynu a fydd adolygiad.',
      threshold_met: 'Bydd adolygiad. Rydym yn trefnu’r cyfarfod.',
      threshold_not_met:
        'Penderfynasom beidio â chynnal adolygiad. Gallwch ddarllen pam isod, a gallwch apelio.',
      panel_arranged: 'Mae’r sefydliadau’n cyfarfod i edrych arno gyda’i gilydd.',
      outcome_told:
        'Mae’r adolygiad wedi’i wneud. Gallwch ddarllen isod beth y dylid ei wneud, gan bwy ac erbyn pryd.',
      closed: 'Mae’r adolygiad wedi cau. Gallwch ddarllen isod pryd a pham.',
      withdrawn: 'Gofynnoch inni stopio.',
    },
    contact: 'Eich cyswllt',
    contactWait: (day: string) => `Byddwn yn dweud wrthych pwy ydyw erbyn ${day}.`,
    bodies: 'Pwy sy’n edrych arno',
    expect: 'Dyddiadau i’w disgwyl',
    expectNone: 'Nid oes rhagor i ddod.',
    byDay: (day: string) => `erbyn ${day}`,
    steps: {
      acknowledge: 'Cewch glywed pwy yw eich cyswllt',
      threshold: 'Penderfynwn a fydd adolygiad',
      panel: 'Mae’r sefydliadau’n cyfarfod',
      outcome: 'Cewch glywed beth a ddaeth ohono',
      appeal: 'Caiff eich apêl ei phenderfynu',
    },
    late: 'Rydym yn hwyr gyda hyn, ac mae’n ddrwg gennym. Gofynnwch i’ch cyswllt pam.',
    decisions: 'Beth a benderfynwyd, a pham',
    decided: {
      met: 'Bydd adolygiad',
      not_met: 'Ni fydd adolygiad',
      told: 'Beth a ddaeth o’r adolygiad',
      closed: 'Caewyd yr adolygiad',
      withdrawn: 'Stopiwyd yr adolygiad',
    },
    panel: 'Y cyfarfod',
    panelWhen: (when: string, place: string) => `Mae am ${when}. Lle: ${place}.`,
    panelWas: (when: string) => `Roedd am ${when}.`,
    chair: (name: string, from: string) => `${name} (${from}) sy’n ei arwain.`,
    invited: 'Mae gwahoddiad ichi. Sut hoffech chi gymryd rhan?',
    answers: {
      in_person: 'Byddaf yn dod',
      remote: 'Byddaf yn ymuno dros y ffôn neu fideo',
      represented: 'Bydd rhywun yn dod drosof',
      written: 'Byddaf yn ysgrifennu’r hyn yr hoffwn ei ddweud',
      no: 'Nid wyf am gymryd rhan',
    },
    answerMissing: 'Dewiswch sut hoffech chi gymryd rhan',
    answerWords: 'Yr hyn yr hoffech ei ddweud, neu pwy fydd yn dod',
    answerName: 'Yr hyn yr hoffech ei ddweud',
    answerSend: 'Anfon ateb',
    answered: 'Diolch. Gallwch newid eich ateb tan y cyfarfod.',
    answeredWith: 'Eich ateb:',
    notInvited: 'Nid oes gwahoddiad ichi i’r cyfarfod, oherwydd:',
    recommendations: 'Beth y dylid ei wneud',
    what: 'Beth',
    whoDoes: 'Pwy',
    dueBy: 'Erbyn pryd',
    state: 'Ble y mae',
    recommendationStates: {
      made: 'Yn aros am ateb',
      accepted: 'Cytunwyd',
      refused: 'Ni chytunwyd',
      done: 'Wedi’i wneud',
    },
    doneOn: (day: string) => `Gwnaed ar ${day}`,
    lateAction: 'Hwyr',
    appeal: 'Os nad ydych yn cytuno',
    appealLead: (whom: string) => `Gallwch apelio at ${whom}. Ni chymerasant ran yn yr adolygiad.`,
    appealUntil: (day: string) => `Apeliwch erbyn ${day}. Os ydych yn hwyrach na hynny, dywedwch wrthym pam.`,
    whom: {
      csp_chair: 'gadeirydd y bartneriaeth diogelwch cymunedol',
      local_policing_body: 'y comisiynydd heddlu a throseddu',
      other_body: 'gadeirydd ardal arall',
    },
    appealLink: 'Apelio',
    appealed: (day: string, due: string) => `Apelioch ar ${day}. Byddwch yn clywed erbyn ${due}.`,
    appealDecisions: {
      upheld: 'Roedd eich apêl yn gywir',
      partly_upheld: 'Roedd eich apêl yn gywir yn rhannol',
      not_upheld: 'Nid oedd eich apêl yn gywir',
    },
    news: 'Beth a ddigwyddodd hyd yma',
    notFound: 'Nid oes cais yn y cyfeiriad hwn',
    notFoundWhy:
      'Efallai fod y ddolen wedi’i thorri. Copïwch y cyfan, neu gofynnwch i’ch cyswllt am un newydd.',
    sent: 'Mae eich apêl gennym.',
  },
  appeal: {
    title: 'Apelio',
    against: 'Â beth nad ydych yn cytuno?',
    againstMissing: 'Dewiswch â beth nad ydych yn cytuno',
    threshold: 'Na fu adolygiad',
    outcome: 'Yr hyn a ddaeth o’r adolygiad',
    conduct: 'Sut y gwnaed yr adolygiad',
    grounds: 'Pam?',
    groundsHint: 'Dywedwch beth oedd o’i le neu beth a adawyd allan.',
    groundsMissing: 'Dywedwch pam nad ydych yn cytuno',
    groundsName: 'Y rheswm',
    send: 'Anfon apêl',
    back: 'Yn ôl i’ch adolygiad',
  },
  figures: {
    title: 'Adolygiadau Achos YG: niferoedd blynyddol',
    lead: 'Yn ôl y gyfraith, mae’r sefydliadau sy’n cynnal Adolygiadau Achos YG yn cyhoeddi bob blwyddyn faint o bobl a ofynnodd a beth a ddaeth ohono.',
    none: 'Nid oes dim wedi’i gyhoeddi eto.',
    year: 'Blwyddyn',
    body: 'Sefydliad',
    measures: {
      applications: 'Pobl a ofynnodd',
      not_met: 'Dim adolygiad, am na chyrhaeddwyd y trothwy',
      reviews: 'Adolygiadau a wnaed',
      recommendations: 'Argymhellion',
      accepted: 'Argymhellion y cytunwyd iddynt',
    },
    small:
      'Dangosir niferoedd o 1 i 4 fel llai na 5, fel na ellir adnabod neb. “Cudd” yw nifer y gellid cyfrifo un bach ohono.',
    fewer: (number: number) => `llai na ${number}`,
    hidden: 'cudd',
    download: 'Lawrlwytho fel CSV',
    publishedBy: 'Cyhoeddwyd gan',
  },
  letters: {
    acknowledged: (name: string, reach: string, day: string) =>
      `Eich cyswllt ar gyfer yr adolygiad cyfan yw ${name}. ${reach} Byddwn yn dweud wrthych erbyn ${day} a fydd adolygiad, a pham.`,
    reach: (phone: string, email: string) =>
      phone !== '' && email !== ''
        ? `Gallwch eu cyrraedd ar ${phone} neu yn ${email}.`
        : phone !== ''
          ? `Gallwch eu cyrraedd ar ${phone}.`
          : email !== ''
            ? `Gallwch eu cyrraedd yn ${email}.`
            : 'Gallwch eu cyrraedd drwy’r dudalen hon.',
    contactChangedWhat: 'Mae gennych gyswllt newydd',
    contactChanged: (name: string, reach: string) =>
      `Eich cyswllt ar gyfer yr adolygiad yw ${name} bellach. ${reach} Maent yn gwybod beth a ddywedoch wrthym: nid oes rhaid i chi ei ddweud eto.`,
    leadChangedWhat: (body: string) => `${body} sy’n arwain eich adolygiad bellach`,
    leadChanged: (body: string, name: string, reach: string) =>
      `${body} sy’n arwain eich adolygiad o hyn ymlaen. Eich cyswllt yno yw ${name}. ${reach} Maent yn gwybod beth a ddywedoch wrthym: nid oes rhaid i chi ei ddweud eto.`,
    met: (told: string, day: string) =>
      `Bydd Adolygiad Achos YG.\n\n${told}\n\nBydd y sefydliadau’n cyfarfod erbyn ${day}. Byddwch yn cael gwahoddiad.`,
    notMet: (told: string, whom: string, day: string) =>
      `Ni fydd Adolygiad Achos YG y tro hwn.\n\n${told}\n\nOs nad ydych yn cytuno, gallwch apelio at ${whom} erbyn ${day}. Gallwch wneud hynny ar eich tudalen breifat.`,
    panel: (when: string, place: string) =>
      `Bydd y sefydliadau’n cyfarfod am ${when}. Lle: ${place}.\n\nMae gwahoddiad ichi. Gallwch ddod, ymuno dros y ffôn neu fideo, anfon rhywun, neu ysgrifennu’r hyn yr hoffech ei ddweud. Atebwch ar eich tudalen breifat.`,
    panelWithout: (when: string, why: string) =>
      `Bydd y sefydliadau’n cyfarfod am ${when}. Nid oes gwahoddiad ichi, oherwydd: ${why}\n\nGallwch ddweud wrth eich cyswllt o hyd yr hyn yr hoffech iddynt ei wybod.`,
    outcome: (told: string, list: readonly string[], whom: string, day: string) =>
      `Mae’r Adolygiad Achos YG wedi’i wneud.\n\n${told}\n\n${list.length === 0 ? '' : `Beth y dylid ei wneud:\n\n${list.join('\n')}\n\n`}Os nad ydych yn cytuno, gallwch apelio at ${whom} erbyn ${day}.`,
    recommendation: (what: string, body: string, day: string) => `${what} (${body}, erbyn ${day})`,
    closed: (day: string, told: string) => `Caeasom yr adolygiad ar ${day}.\n\n${told}`,
    withdrawn: (told: string) => `Rydym wedi stopio’r adolygiad, fel y gofynnoch.\n\n${told}`,
    appeal: (decision: string, told: string, by: string) =>
      `${decision}.\n\n${told}\n\nPenderfynwyd gan ${by}.`,
    greeting: (name: string) => `Annwyl ${name},`,
    about: (reference: string) => `Eich Adolygiad Achos YG ${reference}`,
  },
}
