/** What the made-up county is called. Every name here is invented; a test compares them with real ones. */
export const countyName = 'Saltmarshire'

/** The area set's vintage as a boundary publisher would state it. */
export const vintage = { name: 'Saltmarshire 2021', validFrom: '2021-05-06' }
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
    'Marramport Harbour', 'Ropery', 'Chandlers Fleet', 'Lampwick', 'Old Breakwater', 'Tollmouth', 'Quaymead',
    'Netherlamp', 'Overlamp', 'Kelpgate', 'Fishwharf', 'Pilotsfield', 'Windrow', 'Copperhythe', 'Ferrymount',
    'Sailcloth', 'Gannets Rise', 'Anchorfield',
  ],
} as const

export const districtFacts: readonly DistrictFacts[] = [
  {
    name: 'Gullhaven', town: 'Gullhaven', wards: 9, turn: 0.02, distance: 0.66, outward: ['ZX6', 'ZX7'],
    wardNames: ['Gullhaven Pier', 'Gullhaven Staithe', 'Cormorant', 'Whelkwick', 'Sprayhead', 'Petrelsea',
      'Dunnocky', 'Foamby', 'Sandlarkham'],
  },
  {
    name: 'Brackenfold', town: 'Brackenfold', wards: 8, turn: 0.22, distance: 0.63, outward: ['ZX8', 'ZX9'],
    wardNames: ['Brackenfold Market', 'Brackenfold Mill', 'Ferncastle', 'Thistlemoor', 'Upper Gorsely',
      'Heatherwold', 'Furzebeck', 'Larkshaw'],
  },
  {
    name: 'Eelwater', town: 'Eelbridge', wards: 9, turn: 0.42, distance: 0.65, outward: ['ZX10', 'ZX11'],
    wardNames: ['Eelbridge Town', 'Eelbridge Lock', 'Sedgepool', 'Heronlode', 'Reedmarket', 'Sluiceham',
      'Osierbank', 'Teasel Fen', 'Mallowdrain'],
  },
  {
    name: 'Lanternshore', town: 'Lanternhead', wards: 8, turn: 0.62, distance: 0.64, outward: ['ZX12', 'ZX13'],
    wardNames: ['Lanternhead', 'Lanternhead Cliff', 'Beaconwick', 'Wreckers Bay', 'Foghorn', 'Samphire Flats',
      'Pebblemouth', 'Tidewrack'],
  },
  {
    name: 'Wetherdyke', town: 'Wetherdyke', wards: 8, turn: 0.82, distance: 0.62, outward: ['ZX14', 'ZX15'],
    wardNames: ['Wetherdyke Town', 'Wetherdyke Ring', 'Ramsfold', 'Woolstead', 'Shearing', 'Bellwetherby',
      'Clovercote', 'Hurdlewick'],
  },
]

export const beatNames = [
  'Harbour and Ropery', 'Lampwick', 'Kelpgate', 'Windrow', 'Copperhythe', 'Gullhaven Seafront', 'Gullhaven Rural',
  'Whelkwick', 'Brackenfold Town', 'Moors', 'Ferncastle', 'Eelbridge', 'Sedgepool', 'Fen Edge', 'Lanternhead',
  'Cliffs and Bays', 'Samphire', 'Wetherdyke Town', 'Ramsfold', 'Woolstead',
] as const

/** The five neighbourhood policing teams. */
export const policeSectors = ['Marramport', 'Gullhaven', 'Brackenfold', 'Eelwater', 'South Saltmarshire'] as const

/** Ofcom sets these mobile numbers aside for drama: 07700 900000 to 900999. */
export const dramaNumber = (last: number) => `07700 900${String(last % 1_000).padStart(3, '0')}`

/** Set aside for examples by RFC 2606. */
export const mailDomain = 'example.org'
