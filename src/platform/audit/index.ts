export { type AuditedRecord, type AuditVerb, recordAudit } from './record-audit.ts'
