import { defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';

/** The tests of the Helm chart, which need Helm and more: .ci/chart has all of it. */
export default defineConfig({
  ssr: { resolve: { conditions: ['source', ...defaultServerConditions] } },
  test: {
    fsModuleCache: false,
    include: ['test/chart/**/*.test.ts'],
    setupFiles: ['test/support/setup.ts'],
    globalSetup: ['test/chart/global-setup.ts'],
    // Helm itself takes a moment, and many on a busy machine.
    testTimeout: 120_000,
    reporters: ['default', ['json', { outputFile: 'reports/vitest-chart.json' }]],
  },
});
