/** Whether something was reported before, as conditions write it. */
export function reportedBeforeInWords(value: boolean | null): string {
  if (value === null) return 'unknown'
  return value ? 'yes' : 'no'
}
