import gatheringsOne from './gatherings.json' with { type: 'json' }
import noiseOne from './noise.json' with { type: 'json' }
import { animals, neighbours, noise } from './sets/homes.ts'
import { begging, harassment, hate, nuisanceCalls, streetDrinking } from './sets/people.ts'
import {
  damage,
  drugs,
  fireworks,
  flyTipping,
  gatherings,
  litter,
  trespass,
  unspecified,
} from './sets/places.ts'
import { abandonedVehicles, offRoadBikes, vehicles } from './sets/vehicles.ts'
import vehiclesOne from './vehicles.json' with { type: 'json' }

/**
 * The question sets that the product brings, for `publishQuestionSets`, after the types. A version that has been
 * published is never changed: a new wording is a new version with its own date. Sets that share words (`common.ts`)
 * change together, so a test holds each version to the sum of its content.
 */
export const questionSets: readonly unknown[] = [
  noiseOne,
  vehiclesOne,
  gatheringsOne,
  noise,
  neighbours,
  animals,
  harassment,
  hate,
  nuisanceCalls,
  begging,
  streetDrinking,
  damage,
  drugs,
  litter,
  flyTipping,
  fireworks,
  gatherings,
  trespass,
  vehicles,
  offRoadBikes,
  abandonedVehicles,
  unspecified,
]
