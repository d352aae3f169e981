import { defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';

// The tests of the board in a browser: npm run test:board where there is a Chromium, .ci/board where there is none.
export default defineConfig({
  ssr: { resolve: { conditions: ['source', ...defaultServerConditions] } },
  test: {
    fsModuleCache: false,
    include: ['test/board/**/*.test.ts'],
    setupFiles: ['test/support/setup.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    // A browser is large, and takes its time on a busy machine.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: ['default', ['json', { outputFile: 'reports/vitest-board.json' }]],
  },
});
