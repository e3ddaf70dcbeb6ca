export { type AuditedRecord, type AuditVerb, recordAudit } from './record-audit.ts'
export { sealAudit } from './seal-audit.ts'
export { type AuditFault, type AuditVerification, verifyAudit } from './verify-audit.ts'
