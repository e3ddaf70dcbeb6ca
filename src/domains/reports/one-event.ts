/** How near two accounts must be in time, telling and place to be of one event. */
export type EventLimits = { hoursApart: number; toldWithinDays: number; metres: number }

/** When and where something happened, as one report tells it; the place in metres of the National Grid. */
export type ToldEvent = {
  toldAt: Date
  occurredFrom: Date
  occurredTo: Date
  location: { x: number; y: number } | null
}

const hour = 3_600_000

/** Whether two accounts can be of one event: the same time and place, told within days. */
export function canBeOneEvent(one: ToldEvent, other: ToldEvent, limits: EventLimits): boolean {
  const apart = Math.max(
    one.occurredFrom.getTime() - other.occurredTo.getTime(),
    other.occurredFrom.getTime() - one.occurredTo.getTime(),
  )
  const toldApart = Math.abs(one.toldAt.getTime() - other.toldAt.getTime())
  return (
    apart <= limits.hoursApart * hour &&
    toldApart <= limits.toldWithinDays * 24 * hour &&
    isNear(one.location, other.location, limits.metres)
  )
}

/** A place that is not known could be the same. */
function isNear(one: ToldEvent['location'], other: ToldEvent['location'], metres: number): boolean {
  return one === null || other === null || Math.hypot(one.x - other.x, one.y - other.y) <= metres
}
