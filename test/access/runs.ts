/** How many random cases to try: a few in every run of the suite, many in `npm run test:access:long`. */
export function runs({ usually, long }: { usually: number; long: number }): number {
  return process.env.ACCESS_LONG === undefined ? usually : long
}
