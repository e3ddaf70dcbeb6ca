/** A finding of the program that is let pass on one kind of page (packs/accessibility/waivers.json). */
export type Waived = { rule: string; page: string }

/** What is found on a page of this kind and not let pass. */
export function unwaived<Finding extends { id: string }>(
  found: readonly Finding[],
  waived: readonly Waived[],
  kind: string,
): Finding[] {
  return found.filter(({ id }) => !waived.some(({ rule, page }) => rule === id && page === kind))
}

/** Rules that are waived on this kind of page though nothing is found there any more. */
export function unneeded(
  found: readonly { id: string }[],
  waived: readonly Waived[],
  kind: string,
): string[] {
  return waived
    .filter(({ rule, page }) => page === kind && found.every(({ id }) => id !== rule))
    .map(({ rule }) => rule)
}
