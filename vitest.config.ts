import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { LEAN_IN_TESTS, leanInTests } from './lean-libraries.js'
import { labsAtATime } from './test/lab/labs-at-a-time.js'
import { LONGEST_TEST_MILLISECONDS, PATIENCE_MILLISECONDS } from './test/patience.js'

/** Both languages. */
const SETUP = ['./test/speak.ts']

export default defineConfig({
  test: {
    reporters: ['default', './test/closing-line.ts'],
    projects: [
      {
        plugins: [leanInTests],
        test: {
          name: 'unit',
          setupFiles: SETUP,
          server: { deps: { inline: LEAN_IN_TESTS } },
          include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
          exclude: ['test/lab/**', 'test/package/**', 'test/contributing/**', 'test/journeys/**'],
          // Loading React and the rest anew for each file takes more time than the tests do.
          isolate: false,
          // Half of their time they wait for shells.
          maxWorkers: Math.max(2, availableParallelism() - 1),
          testTimeout: PATIENCE_MILLISECONDS,
          hookTimeout: PATIENCE_MILLISECONDS,
        },
      },
      {
        test: {
          name: 'package',
          setupFiles: SETUP,
          include: ['test/package/**/*.test.ts', 'test/contributing/**/*.test.ts'],
          testTimeout: LONGEST_TEST_MILLISECONDS,
          hookTimeout: LONGEST_TEST_MILLISECONDS,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'journeys',
          setupFiles: SETUP,
          include: ['test/journeys/**/*.test.ts'],
          testTimeout: LONGEST_TEST_MILLISECONDS,
          hookTimeout: LONGEST_TEST_MILLISECONDS,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'lab',
          setupFiles: SETUP,
          include: ['test/lab/**/*.test.ts'],
          testTimeout: LONGEST_TEST_MILLISECONDS,
          hookTimeout: LONGEST_TEST_MILLISECONDS,
          maxWorkers: labsAtATime(),
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
