import { defineConfig } from 'vitest/config';

// The tests of the built documentation site: npm run test:site where there is a Chromium, .ci/site where there is none.
export default defineConfig({
  test: {
    fsModuleCache: false,
    include: ['test/site/**/*.test.ts'],
    // A browser is large, and takes its time on a busy machine.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: ['default', ['json', { outputFile: 'reports/vitest-site.json' }]],
  },
});
