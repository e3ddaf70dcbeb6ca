/** What a case is: reports come into a Monitored Case in one click, and that becomes an investigative case in another. */
export const kindNames = { monitored: 'Monitored Case', investigative: 'Investigative case' } as const
export type CaseKind = keyof typeof kindNames
