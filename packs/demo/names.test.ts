import { expect, test } from 'vitest'
import { generateDemo } from './index.ts'

const county = generateDemo({ seed: 'names', today: '2026-03-03', reports: 300 })

/** The letters with which the United Kingdom's and the Crown dependencies' postcodes begin, and those set aside. */
const POSTCODE_AREAS =
  `AB AL B BA BB BD BF BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX
  FK FY G GIR GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG
  NN NP NR NW OL OX PA PE PH PL PO PR QC RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW
  UB W WA WC WD WF WN WR WS WV XX XY YO ZE`.split(/\s+/)

/** Ceremonial and historic counties of England and the names most of its upper-tier councils go by. */
const REAL_COUNTIES =
  `Bedfordshire Berkshire Bristol Buckinghamshire Cambridgeshire Cheshire Cornwall Cumberland Cumbria Derbyshire Devon
  Dorset Durham Essex Gloucestershire Hampshire Herefordshire Hertfordshire Huntingdonshire Kent Lancashire
  Leicestershire Lincolnshire London Manchester Merseyside Middlesex Norfolk Northamptonshire Northumberland
  Nottinghamshire Oxfordshire Rutland Shropshire Somerset Staffordshire Suffolk Surrey Sussex Warwickshire
  Westmorland Wiltshire Worcestershire Yorkshire Avon Cleveland Humberside Tyne Leicester Nottingham Derby Lincoln
  Charnwood Harborough Hinckley Melton Blaby Wigston Medway Thurrock Telford Swindon Torbay Wirral Sefton`.split(
    /\s+/,
  )

test('the county, its organisations and its areas are called nothing real', () => {
  const names = [
    county.name,
    ...county.areas.map(({ name }) => name),
    ...county.partnership.organisations.map(({ name }) => name),
  ]
  for (const name of names) {
    for (const word of name.split(/[^A-Za-z]+/)) expect(REAL_COUNTIES).not.toContain(word)
  }
})

test('postcodes have the form of real ones and none of the real areas', () => {
  const postcodes = county.postcodes.map(({ postcode }) => postcode)
  expect(postcodes.length).toBeGreaterThan(2_700)
  expect(postcodes.length).toBeLessThan(3_300)
  expect(new Set(postcodes).size).toBe(postcodes.length)
  for (const postcode of postcodes) {
    expect(postcode).toMatch(/^[A-Z]{2}[0-9]{1,2} [0-9][ABD-HJLNP-UW-Z]{2}$/)
    expect(POSTCODE_AREAS).not.toContain(/^[A-Z]+/.exec(postcode)?.[0])
  }
})

test('an outward code belongs to one district', () => {
  const districts = new Map<string, Set<string>>()
  for (const { postcode, cell } of county.postcodes) {
    const [outward = ''] = postcode.split(' ')
    const known = districts.get(outward) ?? new Set()
    districts.set(outward, known.add(county.areasOfCell(cell).district.code))
  }
  for (const found of districts.values()) expect(found.size).toBe(1)
})

test('nobody can be telephoned or written to', () => {
  for (const { contact } of county.reports()) {
    if (!contact) continue
    expect(contact.phone).toMatch(/^(07700 900\d{3})?$/)
    expect(contact.email).toMatch(/^([a-z.]+\.\d+@example\.org)?$/)
    expect(contact.phone + contact.email).not.toBe('')
  }
  for (const { email } of [...county.partnership.members, ...county.partnership.lightAccounts])
    expect(email).toMatch(/^[a-z.]+@[a-z]+\.example\.org$/)
})

test('no title, and nothing but the contact, holds the name or address of a reporter', () => {
  for (const report of county.reports()) {
    expect(report.title.endsWith(report.reference)).toBe(true)
    if (!report.contact) continue
    const open = JSON.stringify({ ...report, contact: undefined })
    expect(open).not.toContain(report.contact.name)
    expect(open).not.toContain(report.contact.address)
  }
})

test('there is somebody for every role, and nobody twice', () => {
  const { members, lightAccounts } = county.partnership
  expect(new Set(members.map(({ role }) => role))).toEqual(
    new Set([
      'triage_officer',
      'case_officer',
      'supervisor',
      'analyst',
      'coordinator',
      'information_governance',
    ]),
  )
  expect(lightAccounts.length).toBeGreaterThan(1)
  const emails = [...members, ...lightAccounts].map(({ email }) => email)
  expect(new Set(emails).size).toBe(emails.length)
})
