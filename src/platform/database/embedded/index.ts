export { DatabaseStartError, FolderInUse } from './database-start-error.ts'
export {
  type EmbeddedConnection,
  type EmbeddedDatabase,
  type EmbeddedDatabaseOptions,
  findRunningDatabase,
  startEmbeddedDatabase,
} from './start-embedded-database.ts'
