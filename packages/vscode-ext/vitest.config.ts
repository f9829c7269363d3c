import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { include: ['test/{model,host,package}/**/*.test.ts'] },
});
