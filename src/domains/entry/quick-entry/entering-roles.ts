/** Who enters reports of others: the people who work on reports. */
export const enteringRoles = ['triage_officer', 'case_officer', 'supervisor'] as const
