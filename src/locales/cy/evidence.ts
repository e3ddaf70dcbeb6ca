import type { EvidenceLimits, EvidenceRefusal } from '#domains/evidence'
import type { evidence as english } from '../en/evidence.ts'

function size(bytes: number): string {
  const units = ['beit', 'KB', 'MB', 'GB']
  const unit = bytes < 1_000 ? 0 : Math.min(3, Math.floor(Math.log(bytes * 1.024) / Math.log(1_024)))
  const value = bytes / 1_024 ** unit
  return `${value.toLocaleString('cy', { maximumFractionDigits: value < 10 && unit > 0 ? 1 : 0 })} ${units[unit]}`
}

const refusals = (limits: EvidenceLimits): Readonly<Record<EvidenceRefusal, string>> => ({
  empty: 'Mae’r ffeil yn wag',
  too_large: `Rhaid i’r ffeil fod yn llai na ${size(limits.largest)}`,
  too_many: `Gallwch ychwanegu hyd at ${limits.mostFiles} ffeil`,
  too_much: `Rhaid i’r ffeiliau i gyd fod yn llai na ${size(limits.mostBytes)} gyda’i gilydd`,
  type: 'Rhaid i’r ffeil fod yn llun, yn fideo, yn recordiad sain, yn PDF, yn ddogfen Word neu Excel, neu’n destun plaen',
  archive:
    'Mae’r ffeil yn cynnwys ffeiliau eraill wedi’u pacio gyda’i gilydd. Dadbaciwch hi ac ychwanegwch nhw fesul un',
  macros: 'Mae’r ddogfen yn cynnwys rhaglen. Cadwch hi fel PDF ac ychwanegwch hwnnw',
  packed:
    'Mae’r ddogfen wedi’i phacio mewn ffordd na allwn ei derbyn. Cadwch hi fel PDF ac ychwanegwch hwnnw',
  pixels: 'Mae’r llun yn rhy fawr i’w agor. Gwnewch ef yn llai a’i ychwanegu eto',
  cut_off: 'Ni chyrhaeddodd y ffeil olaf yn gyfan. Ychwanegwch hi eto',
  full: 'Ni allwn dderbyn ffeiliau ar hyn o bryd. Rhowch gynnig arall arni yn nes ymlaen. Gallwch anfon eich adroddiad hebddynt',
})

export const evidence: typeof english = {
  title: 'Oes gennych chi luniau, fideos, sain neu ddogfennau?',
  laterTitle: 'Ychwanegu lluniau, fideos, sain neu ddogfennau',
  intro: 'Nid oes rhaid i chi ychwanegu dim. Gwnewch hynny dim ond os yw’n ddiogel.',
  safety: 'Peidiwch â rhoi eich hun mewn perygl er mwyn tynnu llun neu fideo.',
  privacy:
    'Gall llun ddangos ble a phryd y cafodd ei dynnu. Dim ond y tîm sy’n gweithio ar eich adroddiad sy’n gweld hynny. Mae pawb arall yn gweld copi hebddo.',
  choose: 'Dewiswch un neu fwy o ffeiliau',
  hint: (limits) =>
    `Hyd at ${limits.mostFiles} ffeil. Rhaid i bob un fod yn llai na ${size(limits.largest)}.`,
  upload: 'Ychwanegu’r ffeiliau',
  added: 'Ffeiliau rydych wedi’u hychwanegu',
  noneYet: 'Nid ydych wedi ychwanegu unrhyw ffeiliau.',
  remove: 'Tynnu',
  kinds: { photo: 'Llun', video: 'Fideo', sound: 'Sain', document: 'Dogfen' },
  size,
  scan: {
    pending: 'Yn cael ei gwirio',
    clean: 'Wedi’i gwirio',
    infected: 'Heb ei chadw: mae firws ynddi',
    unavailable: 'Wedi’i hychwanegu',
  },
  refused: (name, why) => (name === '' ? why : `${name}: ${why}`),
  refusals,
  known: (name) => `${name}: rydych eisoes wedi ychwanegu’r ffeil hon`,
  count: (files) => (files === 0 ? 'Dim ffeiliau' : `${files} ffeil`),
  thanks: (files) => (files === 1 ? 'Mae eich ffeil gennym.' : `Mae eich ${files} ffeil gennym.`),
  backToReport: 'Yn ôl i’ch adroddiad',
  progress: {
    waiting: 'Yn aros',
    sending: 'Yn anfon: {percent}%',
    retrying: 'Mae’r cysylltiad wedi’i golli. Byddwn yn parhau cyn gynted ag y bydd yn ôl',
    paused: 'Wedi oedi: {percent}%',
    done: 'Wedi’i hychwanegu',
    failed: 'Heb ei hychwanegu',
    pause: 'Oedi',
    resume: 'Parhau',
    cancel: 'Canslo',
  },
}
