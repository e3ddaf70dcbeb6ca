import type { victim as english } from '../en/victim.ts'
import type { Prose } from '../prose.ts'

const prose = (...blocks: Prose): Prose => blocks

/** Yr hyn y mae rhywun a gafodd niwed yn ei ddarllen am ei achos. */
export const victim: typeof english = {
  actions: 'Beth sy’n cael ei wneud',
  promises: 'Beth wnaethom ei addo i chi',
  due: (day) => `Erbyn ${day}`,
  done: (day) => `Wedi’i wneud ar ${day}`,
  cancelled: 'Nid ydym yn gwneud hyn mwyach',
  kept: (day) => `Wedi’i gadw ar ${day}`,
  takenBack: (because) => `Ni allwn wneud hyn: ${because}`,
  closed: (organisation, why) =>
    why === ''
      ? `Mae ${organisation} wedi cau’r achos am yr hyn y rhoesoch wybod amdano. Os bydd yn digwydd eto, dywedwch wrthym.`
      : `Mae ${organisation} wedi cau’r achos am yr hyn y rhoesoch wybod amdano. Dyma pam:\n\n${why}\n\nOs bydd yn digwydd eto, dywedwch wrthym.`,
  closedAsQuiet: 'Nid ydym wedi clywed am ddim newydd ers rhai wythnosau.',
  survey: {
    ask: 'Dywedwch wrthym sut y gwnaethom. Mae 4 cwestiwn.',
    link: 'Ateb y cwestiynau',
    answered: 'Diolch. Rydych wedi dweud wrthym sut y gwnaethom.',
    title: 'Sut y gwnaethom?',
    lead: prose(
      'Mae eich atebion yn mynd i’r bobl sy’n gwirio ein gwaith. Nid ydynt yn newid yr hyn a wnawn i chi. Gallwch adael unrhyw gwestiwn allan.',
    ),
    questions: {
      informed: 'A wnaethom ddweud wrthych beth oedd yn digwydd?',
      listened: 'A wnaethom wrando arnoch?',
      promises: 'A wnaethom yr hyn y dywedasom y byddem yn ei wneud?',
      safer: 'Ydych chi’n teimlo’n fwy diogel nawr?',
    },
    answers: { yes: 'Ydw neu do', partly: 'Ychydig', no: 'Nac ydw neu naddo' },
    words: 'A oes unrhyw beth arall yr hoffech ei ddweud?',
    wordsHint: 'Peidiwch â rhoi enwau pobl eraill.',
    send: 'Anfon eich atebion',
    nothing: 'Atebwch o leiaf un cwestiwn',
    long: 'Byrhewch ef i 2,000 o nodau neu lai',
    doneTitle: 'Diolch',
    done: 'Mae eich atebion gyda ni.',
    before: 'Anfonwyd eich atebion o’r blaen. Dim ond unwaith y gallwch ateb.',
    notAsked: 'Nid oes cwestiynau i chi nawr',
    notAskedWhy: 'Rydym yn gofyn i chi sut y gwnaethom pan fydd eich achos yn cael ei gau.',
  },
  templates: {
    update: {
      name: 'Dim byd newydd eto',
      text: 'Rydym yn dal i weithio ar yr hyn a ddywedoch wrthym. Nid oes newyddion eto. Nid ydym wedi eich anghofio. Byddwn yn ysgrifennu eto.',
    },
    visit: {
      name: 'Ymweliad',
      text: 'Hoffai rhywun o’n tîm ymweld â chi. Dywedwch wrthym pa ddyddiau ac amserau sy’n ddiogel i chi.',
    },
    action: {
      name: 'Gwnaethpwyd rhywbeth',
      text: 'Rydym wedi gwneud rhywbeth am yr hyn a ddywedoch wrthym. Mae eich tudalen breifat yn dangos beth wnaethom a beth sy’n dod nesaf.',
    },
    change: {
      name: 'A oes unrhyw beth wedi newid?',
      text: 'A yw’n dal i ddigwydd? Dywedwch wrthym beth sydd wedi newid ers i ni siarad ddiwethaf, fel y gallwn wneud y peth iawn.',
    },
    closing: {
      name: 'Rydym yn bwriadu cau’r achos',
      text: 'Rydym yn bwriadu cau eich achos am ei fod wedi bod yn dawel. Os nad yw wedi dod i ben, neu os ydych yn poeni, dywedwch wrthym cyn i ni wneud hynny.',
    },
  },
}
