import { availableParallelism } from 'node:os';
import { defaultServerConditions } from 'vite';
import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  ssr: { resolve: { conditions: ['source', ...defaultServerConditions] } },
  test: {
    // The cache on disk outlives a change of an extended tsconfig and would test old options.
    fsModuleCache: false,
    include: [
      'libs/*/src/**/*.spec.ts',
      'apps/*/src/**/*.spec.ts',
      'bench/**/*.spec.ts',
      'test/**/*.test.ts',
    ],
    exclude: [
      ...configDefaults.exclude,
      // They need a container engine, Helm, a browser, and a built site, and have a configuration each: vitest.image.config.ts and the like.
      'test/image/**',
      'test/chart/**',
      'test/board/**',
      'test/site/**',
      // A user's project, which has tests of its own.
      'test/package/consumer/**',
    ],
    // One more than by default, which leaves a core idle: many tests wait for processes, clocks and storage.
    maxWorkers: availableParallelism(),
    setupFiles: ['test/support/setup.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    reporters: ['default', ['json', { outputFile: 'reports/vitest.json' }]],
    coverage: {
      provider: 'v8',
      include: ['libs/*/src/**/*.ts'],
      exclude: ['**/*.spec.ts', '**/*.contract.ts', '**/*.fixture.ts', '**/index.ts'],
      reporter: ['text', 'json-summary'],
      reportOnFailure: true,
      // No branch threshold: the compiler writes one uncoverable branch for every injected type.
      thresholds: { lines: 97 },
    },
  },
});
