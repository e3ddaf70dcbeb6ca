/**
 * Files: bytes in a store under an id (`openFiles`), what they are in the table `stored_file`, and one address for all
 * of them (`fileRoutes`). A domain that keeps files writes the bytes, then the row with its own `kind`, and adds a
 * policy `for select` on `stored_file` for that kind to its access.sql: without one nobody may have them.
 */
export { attachment, fileRoutes } from './file-routes.ts'
export { type ByteRange, type Files, type FilesOptions, openFiles, type WrittenFile } from './open-files.ts'
export { FileMissing, FileTooLarge, StoreFull } from './store-problem.ts'
export { tidyFiles } from './tidy-files.ts'
