import { defineConfig } from 'vitest/config'
import { WxtVitest } from 'wxt/testing/vitest-plugin'

/** Tests run in node unless their first line asks for a DOM, so what is said to be pure is tested without one. */
export default defineConfig({
  test: {
    // Of each site nine lines in ten are reached by the unit tests, or they fail: what is never reached is dead, or not tested.
    // Switched on by `npm test` alone, as some of the tests reach less.
    coverage: {
      provider: 'v8',
      reportsDirectory: '.papermargin/coverage',
      include: ['lib/sites/*.ts'],
      // A list of names.
      exclude: ['lib/sites/listed.ts'],
      reporter: [['text', { skipFull: true }]],
      thresholds: { perFile: true, lines: 90 },
    },
    projects: [
      {
        plugins: [WxtVitest()],
        // Nothing here measures time: a busy machine only takes longer over the generated cases.
        test: { name: 'unit', include: ['test/*.test.{ts,tsx}'], environment: 'node', testTimeout: 30_000 },
      },
      {
        resolve: { alias: { '@': import.meta.dirname } },
        test: {
          name: 'e2e',
          include: ['test/e2e/*.test.ts'],
          environment: 'node',
          globalSetup: ['test/commands/build.ts'],
          // Two browsers at a time: on two cores that takes three quarters of the time of one, which waits for its answers for
          // the rest. More of them only wait for each other, on any machine that has windows to show.
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
