export { compiledOnce } from './compiled-once.ts'
export {
  connectAs,
  type Installation,
  openPool,
  passwordOf,
  type RuntimeRole,
  runtimeRoles,
  typeParsers,
} from './connection.ts'
export {
  type Database,
  type DatabaseOptions,
  type Holding,
  openDatabase,
  type Transaction,
  type WithActorOptions,
} from './database.ts'
export * from './embedded/index.ts'
export {
  breaksUnique,
  DatabaseUnreachable,
  isConnectionLost,
  isTimedOut,
  OutcomeUnknown,
  TryAgain,
} from './failure.ts'
export { asOwner, type MigrationReport, migrate, oneAtATime } from './migrate.ts'
export { projectRoot } from './project-files.ts'
