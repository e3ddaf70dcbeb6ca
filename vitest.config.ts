import { defineConfig } from 'vitest/config'
import InOrder from './test/support/in-order.ts'

const databaseServer = './test/support/database-server.ts'
const browserProgram = './test/support/browser-program.ts'
const needsDatabase = ['src/**/*.database.test.{ts,tsx}', 'packs/**/*.database.test.ts']
const needsServer = ['src/**/*.http.test.{ts,tsx}', 'packs/**/*.http.test.ts']

/**
 * Groups run one after the other, two files at a time: a browser and a property test that fill both cores would time
 * each other out. Journeys share their group with the tests of servers and faults, which wait a good deal: of these,
 * three at a time keep two cores at work. A file shares its process with those that follow, which loads the product
 * once, and checks each kind of page in full once: whatever a file changes (a clock, a setting), it undoes.
 */
export default defineConfig({
  test: {
    pool: 'forks',
    isolate: false,
    maxWorkers: 2,
    sequence: { sequencer: InOrder },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [
            'src/**/*.test.{ts,tsx}',
            'packs/**/*.test.ts',
            'browser/**/*.test.ts',
            'build/**/*.test.ts',
          ],
          exclude: [...needsDatabase, ...needsServer],
          testTimeout: 60_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'database',
          include: needsDatabase,
          globalSetup: databaseServer,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'access',
          include: ['test/access/**/*.test.ts'],
          globalSetup: databaseServer,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'http',
          include: needsServer,
          globalSetup: databaseServer,
          testTimeout: 120_000,
          hookTimeout: 60_000,
          maxWorkers: 3,
          sequence: { groupOrder: 2 },
        },
      },
      {
        extends: true,
        test: {
          name: 'faults',
          include: ['test/{faults,conformance}/**/*.test.ts'],
          globalSetup: databaseServer,
          testTimeout: 120_000,
          hookTimeout: 60_000,
          maxWorkers: 3,
          sequence: { groupOrder: 2 },
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['test/journeys/**/*.test.ts'],
          globalSetup: [databaseServer, browserProgram],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: 3,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
