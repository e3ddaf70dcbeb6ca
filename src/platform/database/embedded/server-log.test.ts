import { expect, test } from 'vitest'
import { refuseFullDisk } from './disk-space.ts'
import { explainServerLog } from './server-log.ts'

const explain = (written: string) => explainServerLog(written, '/data', '/log').message

test('a full disk is explained and the reader told that nothing saved is lost', () => {
  const written = 'PANIC:  could not write to file "pg_wal/xlogtemp.12": No space left on device'
  expect(explain(written)).toMatch(/^The disk holding \/data is full.*nothing that was saved is lost\.$/)
})

test('data of another major version is named', () => {
  const written =
    'FATAL:  database files are incompatible with server\nDETAIL:  The data directory was initialized by PostgreSQL version 17, which is not compatible with this version 18.4.'
  expect(explain(written)).toContain('was made by PostgreSQL 17')
})

test('a missing library is named', () => {
  const written =
    'postgres: error while loading shared libraries: libicui18n.so.60: cannot open shared object file'
  expect(explain(written)).toBe('The embedded PostgreSQL lacks libicui18n.so.60: reinstall it with "npm ci".')
})

test('an unknown reason is passed on with the place of the log', () => {
  const written = '2026-11-22 08:00:00.000 UTC [7] FATAL:  the moon is full\n2026-11-22 LOG:  shut down'
  expect(explain(written)).toBe('The embedded database stopped: the moon is full (more in /log).')
})

test('too little disk is refused before anything is written', () => {
  const megabytes = (count: number) => count * 1024 * 1024
  expect(() => refuseFullDisk('/data', megabytes(249), true)).toThrow(
    'has 249 MB free and the database needs 250 MB',
  )
  expect(() => refuseFullDisk('/data', megabytes(250), true)).not.toThrow()
  expect(() => refuseFullDisk('/data', megabytes(63), false)).toThrow('needs 64 MB')
  expect(() => refuseFullDisk('/data', megabytes(64), false)).not.toThrow()
})
