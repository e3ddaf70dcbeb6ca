/** What the made-up county is called. Every name here is invented; a test compares them with real ones. */
export const countyName = 'Saltmarshire'

/** The area set's vintage as a boundary publisher would state it. */
export const vintage = { name: 'Saltmarshire 2011', validFrom: '2011-04-01' }
export const attribution = 'Made up for demonstration. No such place exists.'

export type DistrictFacts = {
  name: string
  town: string
  wards: number
  /** Direction of the town from the city in turns, and its distance as a share of the way to the coast. */
  turn: number
  distance: number
  /** Outward postcodes. No real postcode area begins with Z except ZE. */
  outward: readonly string[]
  wardNames: readonly string[]
}

export const cityFacts = {
  name: 'Marramport',
  wards: 18,
  outward: ['ZX1', 'ZX2', 'ZX3', 'ZX4', 'ZX5'],
  wardNames: [
    'Marramport Harbour',
    'Ropery',
    'Chandlers Fleet',
    'Lampwick',
    'Old Breakwater',
    'Tollmouth',
    'Quaymead',
    'Netherlamp',
    'Overlamp',
    'Kelpgate',
    'Fishwharf',
    'Pilotsfield',
    'Windrow',
    'Copperhythe',
    'Ferrymount',
    'Sailcloth',
    'Gannets Rise',
    'Anchorfield',
  ],
} as const

export const districtFacts: readonly DistrictFacts[] = [
  {
    name: 'Gullhaven',
    town: 'Gullhaven',
    wards: 9,
    turn: 0.02,
    distance: 0.66,
    outward: ['ZX6', 'ZX7'],
    wardNames: [
      'Gullhaven Pier',
      'Gullhaven Staithe',
      'Cormorant',
      'Whelkwick',
      'Sprayhead',
      'Petrelsea',
      'Dunnocky',
      'Foamby',
      'Sandlarkham',
    ],
  },
  {
    name: 'Brackenfold',
    town: 'Brackenfold',
    wards: 8,
    turn: 0.22,
    distance: 0.63,
    outward: ['ZX8', 'ZX9'],
    wardNames: [
      'Brackenfold Market',
      'Brackenfold Mill',
      'Ferncastle',
      'Thistlemoor',
      'Upper Gorsely',
      'Heatherwold',
      'Furzebeck',
      'Larkshaw',
    ],
  },
  {
    name: 'Eelwater',
    town: 'Eelbridge',
    wards: 9,
    turn: 0.42,
    distance: 0.65,
    outward: ['ZX10', 'ZX11'],
    wardNames: [
      'Eelbridge Town',
      'Eelbridge Lock',
      'Sedgepool',
      'Heronlode',
      'Reedmarket',
      'Sluiceham',
      'Osierbank',
      'Teasel Fen',
      'Mallowdrain',
    ],
  },
  {
    name: 'Lanternshore',
    town: 'Lanternhead',
    wards: 8,
    turn: 0.62,
    distance: 0.64,
    outward: ['ZX12', 'ZX13'],
    wardNames: [
      'Lanternhead',
      'Lanternhead Cliff',
      'Beaconwick',
      'Wreckers Bay',
      'Foghorn',
      'Samphire Flats',
      'Pebblemouth',
      'Tidewrack',
    ],
  },
  {
    name: 'Wetherdyke',
    town: 'Wetherdyke',
    wards: 8,
    turn: 0.82,
    distance: 0.62,
    outward: ['ZX14', 'ZX15'],
    wardNames: [
      'Wetherdyke Town',
      'Wetherdyke Ring',
      'Ramsfold',
      'Woolstead',
      'Shearing',
      'Bellwetherby',
      'Clovercote',
      'Hurdlewick',
    ],
  },
]

/** The five neighbourhood policing teams and their beats; `near` is the town whose surroundings they police. */
export const policeSectors: readonly { name: string; beats: readonly { name: string; near: string }[] }[] = [
  {
    name: 'Marramport',
    beats: [
      { name: 'Harbour and Ropery', near: 'Marramport' },
      { name: 'Lampwick', near: 'Marramport' },
      { name: 'Kelpgate', near: 'Marramport' },
      { name: 'Windrow', near: 'Marramport' },
      { name: 'Copperhythe', near: 'Marramport' },
    ],
  },
  {
    name: 'Gullhaven',
    beats: [
      { name: 'Gullhaven Seafront', near: 'Gullhaven' },
      { name: 'Gullhaven Rural', near: 'Gullhaven' },
      { name: 'Whelkwick', near: 'Gullhaven' },
    ],
  },
  {
    name: 'Brackenfold',
    beats: [
      { name: 'Brackenfold Town', near: 'Brackenfold' },
      { name: 'Moors', near: 'Brackenfold' },
      { name: 'Ferncastle', near: 'Brackenfold' },
    ],
  },
  {
    name: 'Eelwater',
    beats: [
      { name: 'Eelbridge', near: 'Eelbridge' },
      { name: 'Sedgepool', near: 'Eelbridge' },
      { name: 'Fen Edge', near: 'Eelbridge' },
    ],
  },
  {
    name: 'South Saltmarshire',
    beats: [
      { name: 'Lanternhead', near: 'Lanternhead' },
      { name: 'Cliffs and Bays', near: 'Lanternhead' },
      { name: 'Samphire', near: 'Lanternhead' },
      { name: 'Wetherdyke Town', near: 'Wetherdyke' },
      { name: 'Ramsfold', near: 'Wetherdyke' },
      { name: 'Woolstead', near: 'Wetherdyke' },
    ],
  },
]

/** Ofcom sets these mobile numbers aside for drama: 07700 900000 to 900999. */
export const dramaNumber = (last: number) => `07700 900${String(last % 1_000).padStart(3, '0')}`

/** Set aside for examples by RFC 2606. */
export const mailDomain = 'example.org'
