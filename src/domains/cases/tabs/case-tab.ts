import type { Transaction } from '#platform/database'

/** A page of a case beside its overview, as a domain adds it in src/app.ts. */
export type CaseTab = {
  text: string
  /** Below the case's address: `documents` for `/cases/:reference/documents`. The overview has none. */
  path: string
  /** Open to light accounts too, which open no other page of a case. */
  lightAccounts?: true
  /** How many of them there are, said beside its name: one indexed statement, under the reader's own permissions. */
  count?(db: Transaction, caseId: string): Promise<number>
}

/** A tab as this reader sees it on this case. */
export type ShownTab = { text: string; href: string; current: boolean; count: number | undefined }
