export const queryUrl = (address: string) => `/analysis/query?${address}`
export const recordsUrl = (address: string) => `/analysis/records?${address}`
export const exportUrl = (address: string) => `/analysis/export?${address}`
