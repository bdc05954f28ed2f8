import { defineConfig } from 'vitest/config'
import { LEAN_IN_TESTS, leanInTests } from './lean-libraries.js'

export default defineConfig({
  test: {
    reporters: ['default', './test/closing-line.ts'],
    projects: [
      {
        plugins: [leanInTests],
        test: {
          name: 'unit',
          server: { deps: { inline: LEAN_IN_TESTS } },
          include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
          exclude: ['test/lab/**', 'test/package/**', 'test/journeys/**'],
          // Loading React and the rest anew for each file takes more time than the tests do.
          isolate: false,
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'package',
          include: ['test/package/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          name: 'journeys',
          include: ['test/journeys/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'lab',
          include: ['test/lab/**/*.test.ts'],
          testTimeout: 600_000,
          hookTimeout: 600_000,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
