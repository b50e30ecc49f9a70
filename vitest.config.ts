import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // better-sqlite3 and sharp are native: a process each, never threads of one.
    pool: 'forks',
    // Every core works: vitest keeps one for itself, which is half of a small machine, and needs little.
    maxWorkers: '100%',
    include: ['{shared,electron,central,renderer,tests,scripts}/**/*.test.{ts,tsx}'],
    exclude: ['tests/e2e/**', 'node_modules/**', 'out/**'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // How long something may take to come about on a machine that others use too: none of them is a measurement.
    expect: { poll: { timeout: 20_000 } },
  },
});
