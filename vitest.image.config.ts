import { defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';

// The tests of the images: npm run test:image where there is a container engine, .ci/images where there is none.
export default defineConfig({
  ssr: { resolve: { conditions: ['source', ...defaultServerConditions] } },
  test: {
    fsModuleCache: false,
    include: ['test/image/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts', 'test/image/build-images.ts'],
    // Engines copy whole images about, which takes what the disk takes.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    reporters: ['default', ['json', { outputFile: 'reports/vitest-image.json' }]],
  },
});
