import type { Words } from '../en.ts'

export const problems: Words['problems'] = {
  reference: 'Os ydych yn dweud wrthym am hyn, rhowch y cyfeirnod',
  not_found: {
    heading: 'Heb ddod o hyd i’r dudalen',
    message: 'Nid yw’r dudalen hon yn bodoli, neu nid yw’r ddolen yn gyflawn. Gwiriwch y cyfeiriad.',
  },
  wrong_address: {
    heading: 'Mae problem gyda’r cyfeiriad',
    message: 'Mae ynddo rywbeth nad yw’r dudalen hon yn ei dderbyn. Gwiriwch y cyfeiriad.',
  },
  unreadable: {
    heading: 'Mae problem gyda’r hyn a anfonwyd',
    message: 'Nid oedd modd ei ddarllen. Gwiriwch ef a’i anfon eto.',
  },
  too_large: {
    heading: 'Mae hwn yn rhy fawr',
    message: 'Mae’r hyn a anfonwyd yn fwy nag y mae’r gwasanaeth hwn yn ei dderbyn.',
  },
  wrong_format: {
    heading: 'Nid yw’r fformat hwn yn cael ei dderbyn',
    message: 'Ewch yn ôl i’r dudalen a’i anfon gyda’i botwm.',
  },
  too_many: {
    heading: 'Gormod o geisiadau',
    message: 'Arhoswch funud, yna rhowch gynnig arall arni. Nid oes dim wedi’i golli.',
  },
  broken: {
    heading: 'Mae’n ddrwg gennym, mae problem gyda’r gwasanaeth',
    message:
      'Ein bai ni yw hyn, nid eich bai chi. Mae’r hyn a deipiwyd gennych wedi’i gadw lle’r oedd y dudalen yn ei gadw. Rhowch gynnig arall arni ymhen ychydig funudau.',
  },
  lost_while_saving: {
    heading: 'Mae’n ddrwg gennym, nid yw’r gwasanaeth ar gael',
    message: 'Collwyd y cysylltiad wrth gadw. Anfonwch ef eto: nid oes dim yn cael ei gofnodi ddwywaith.',
  },
  unavailable: {
    heading: 'Mae’n ddrwg gennym, nid yw’r gwasanaeth ar gael',
    message:
      'Ni chafodd dim ei gadw nawr. Mae’r hyn a deipiwyd gennych yma o hyd: rhowch gynnig arall arni ymhen munud.',
  },
  busy: {
    heading: 'Mae’n ddrwg gennym, nid yw’r gwasanaeth ar gael',
    message: 'Mae’r gwasanaeth yn brysur iawn. Rhowch gynnig arall arni ymhen munud.',
  },
}
