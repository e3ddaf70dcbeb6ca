import type pg from 'pg'
import { insertRows } from './insert-rows.ts'
import { CITY, FIRST_DISTRICT } from './organisation-facts.ts'

const from = '2024-04-01'

/**
 * What two councils tell the public where they do not deal with a type themselves, as some real ones do of trespass,
 * begging, fireworks, nuisance calls and vehicles.
 */
const advice = [
  {
    organisation: FIRST_DISTRICT,
    type: 'fireworks',
    advice: {
      en: 'We do not deal with fireworks as anti-social behaviour.',
      cy: 'Nid ydym yn delio â thân gwyllt fel ymddygiad gwrthgymdeithasol.',
    },
    whoDeals: {
      en: 'The police, on [101](tel:101), when they are used in the street or late at night. Trading standards deal with shops that sell them to children.',
      cy: 'Yr heddlu, ar [101](tel:101), pan gânt eu defnyddio yn y stryd neu’n hwyr yn y nos. Safonau masnach sy’n delio â siopau sy’n eu gwerthu i blant.',
    },
  },
  {
    organisation: FIRST_DISTRICT,
    type: 'nuisance_calls',
    advice: {
      en: 'We do not deal with calls and messages.',
      cy: 'Nid ydym yn delio â galwadau a negeseuon.',
    },
    whoDeals: {
      en: 'Your phone company can stop calls. Tell the police on [101](tel:101) about threats.',
      cy: 'Gall eich cwmni ffôn stopio galwadau. Dywedwch wrth yr heddlu ar [101](tel:101) am fygythiadau.',
    },
  },
  {
    organisation: CITY,
    type: 'begging',
    advice: {
      en: 'Asking for money is not anti-social behaviour in itself. People who beg often need help.',
      cy: 'Nid yw gofyn am arian yn ymddygiad gwrthgymdeithasol ynddo’i hun. Yn aml mae angen help ar bobl sy’n cardota.',
    },
    whoDeals: {
      en: 'Our outreach team helps people who sleep outside. The police deal with threats, on [101](tel:101).',
      cy: 'Mae ein tîm allgymorth yn helpu pobl sy’n cysgu allan. Yr heddlu sy’n delio â bygythiadau, ar [101](tel:101).',
    },
  },
]

/** One council's own codes, as its older system has them. */
const localTypes = [
  { code: 'EH-N1', label: 'Domestic noise', type: 'noise' },
  { code: 'EH-N2', label: 'Noise from licensed premises', type: 'noise' },
  { code: 'ST-F1', label: 'Waste on public land', type: 'fly_tipping' },
  { code: 'CS-G1', label: 'Youth nuisance', type: 'gatherings' },
]

/** Writes what organisations make of the types: their advice and their own codes. */
export async function loadTypeAdvice(owner: pg.ClientBase): Promise<void> {
  await insertRows(
    owner,
    'type_advice',
    advice.map(({ organisation, type, advice, whoDeals }, index) => ({
      id: `0d000000-0000-7000-8000-${String(index + 1).padStart(12, '0')}`,
      organisation_id: organisation,
      asb_type: type,
      advice,
      who_deals: whoDeals,
      valid_from: from,
    })),
  )
  await insertRows(
    owner,
    'local_type',
    localTypes.map(({ code, label, type }) => ({
      organisation_id: CITY,
      code,
      label,
      asb_type: type,
      valid_from: from,
    })),
  )
}
