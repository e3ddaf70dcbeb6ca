import type { Door } from './door.ts'
import { machineDoors } from './machine-doors.ts'
import { publicDoors } from './public-doors.ts'
import { staffDoors } from './staff-doors.ts'

/** Every door at which somebody or something asks; files that are dropped are beside it. */
export const doors: readonly Door[] = [...publicDoors, ...staffDoors, ...machineDoors]
