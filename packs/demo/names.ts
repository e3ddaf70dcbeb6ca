import type { Random } from './random.ts'

const firstNames = [
  'Abel', 'Ada', 'Amara', 'Anil', 'Arlo', 'Bea', 'Bram', 'Cassia', 'Cosmo', 'Dara', 'Delphine', 'Dilys', 'Edda',
  'Elio', 'Esme', 'Fabian', 'Farida', 'Fern', 'Gwen', 'Hamza', 'Hettie', 'Idris', 'Ines', 'Ivo', 'Jasper', 'Juno',
  'Kavya', 'Kit', 'Lazlo', 'Leila', 'Linus', 'Lowri', 'Mabel', 'Malik', 'Mina', 'Nell', 'Noor', 'Odette', 'Orla',
  'Oscar', 'Pearl', 'Perry', 'Priya', 'Quentin', 'Rafe', 'Ravi', 'Romy', 'Saskia', 'Silas', 'Soren', 'Tabitha',
  'Tariq', 'Tess', 'Ulla', 'Vera', 'Viggo', 'Wanda', 'Wilf', 'Xanthe', 'Yusuf', 'Zadie', 'Zeb',
] as const

const familyStarts = [
  'Amber', 'Ash', 'Barley', 'Bramble', 'Brindle', 'Candle', 'Clover', 'Copper', 'Cuckoo', 'Dapple', 'Drift',
  'Ember', 'Fennel', 'Fiddle', 'Finch', 'Frost', 'Gander', 'Garland', 'Hazel', 'Heron', 'Hollow', 'Juniper',
  'Kettle', 'Lantern', 'Linnet', 'Mallow', 'Marigold', 'Merry', 'Mistle', 'Nettle', 'Otter', 'Paper', 'Pebble',
  'Plover', 'Quill', 'Rowan', 'Saffron', 'Sorrel', 'Sparrow', 'Tansy', 'Teasel', 'Thimble', 'Tumble', 'Velvet',
  'Whistle', 'Willow', 'Winter', 'Yarrow',
] as const

const familyEnds = [
  'beck', 'brook', 'cote', 'dew', 'fold', 'foot', 'gate', 'heath', 'mead', 'moss', 'rigg', 'shaw', 'thorpe',
  'thwaite', 'wick', 'worth',
] as const

const streetStarts = [
  'Albatross', 'Anchor', 'Avocet', 'Barnacle', 'Beachcomber', 'Bittern', 'Bollard', 'Bowsprit', 'Brine', 'Buoy',
  'Capstan', 'Clamshell', 'Cockle', 'Coble', 'Compass', 'Cordage', 'Crabtree Sands', 'Curlew', 'Cuttle', 'Dabchick',
  'Dogger', 'Dory', 'Driftwood', 'Dunlin', 'Eelgrass', 'Ebb', 'Flotsam', 'Flounder', 'Foreshore', 'Fulmar',
  'Galleon', 'Gannet', 'Glasswort', 'Godwit', 'Guillemot', 'Halyard', 'Hawser', 'Herring', 'Jetsam', 'Keel',
  'Kittiwake', 'Knot', 'Lampfish', 'Limpet', 'Lobster', 'Lugger', 'Mainsail', 'Marlin', 'Marram', 'Mizzen',
  'Mudlark', 'Mussel', 'Neap', 'Oarsman', 'Oyster', 'Periwinkle', 'Pilchard', 'Pintail', 'Plankton', 'Puffin',
  'Razorbill', 'Rigging', 'Rockpool', 'Rudder', 'Sanderling', 'Sandworm', 'Scallop', 'Seagrass', 'Sextant',
  'Shearwater', 'Shingle', 'Shoal', 'Shrimp', 'Skua', 'Spindrift', 'Spinnaker', 'Sprat', 'Starfish', 'Tern',
  'Tiller', 'Topsail', 'Turnstone', 'Urchin', 'Wader', 'Whimbrel', 'Whelk', 'Wigeon', 'Windlass', 'Wrack', 'Yawl',
] as const

const streetEnds = [
  'Street', 'Road', 'Lane', 'Close', 'Avenue', 'Way', 'Row', 'Drive', 'Court', 'Gardens', 'Walk', 'Terrace', 'Rise',
  'Place',
] as const

const repeatPlaceKinds = [
  'play area', 'skate park', 'car park', 'bus station', 'parade of shops', 'recreation ground', 'underpass',
  'precinct', 'country park gate', 'garages', 'flats', 'takeaway', 'seafront shelter', 'library steps',
] as const

/** An invented person: common first names with family names made of two English words. */
export function personName(random: Random): string {
  return `${random.pick(firstNames)} ${random.pick(familyStarts)}${random.pick(familyEnds)}`
}

export function streetName(random: Random): string {
  return `${random.pick(streetStarts)} ${random.pick(streetEnds)}`
}

/** A place where reports repeat, named after its street. */
export function repeatPlaceName(random: Random, street: string): string {
  const [start = street] = street.split(/ (?=\w+$)/)
  return `${start} ${random.pick(repeatPlaceKinds)}`
}
