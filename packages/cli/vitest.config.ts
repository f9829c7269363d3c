import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: ['test/support/build.ts', 'test/support/say-rule.ts'],
    include: ['test/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // What was built is imported as it is: each test file would else transform hundreds of modules.
    server: { deps: { external: [/\/packages\/(?:core|simulator)\/dist\//] } },
  },
});
