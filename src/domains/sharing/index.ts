export { type Given, type Giving, giveSight } from './give-sight.ts'
export { levelNames, type SharingLevel, sharingLevels } from './level.ts'
