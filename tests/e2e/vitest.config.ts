import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Tests of what was built, in a real browser: `npm test` runs them after the build and says where the browser is. */
export default defineConfig({
  root: fileURLToPath(new URL('../../', import.meta.url)),
  test: {
    pool: 'forks',
    include: ['tests/e2e/**/*.test.ts'],
    // One host and one browser at a time: two cores.
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 20_000 } },
  },
});
