/** A share of duplicates from which it is told as too many: one in a hundred. */
export const targetShare = 0.01

/** `0.8 %`, or nothing to say of none. Rounded up: a share just above the target is not shown as on it. */
export function formatShare(part: number, whole: number): string {
  return whole === 0 ? '–' : `${(Math.ceil((part / whole) * 1000 - 1e-9) / 10).toFixed(1)} %`
}

export const isAboveTarget = (part: number, whole: number) => part > targetShare * whole
