import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const run = promisify(execFile);
const child = fileURLToPath(new URL('support/loading-host.ts', import.meta.url));

test('undici waits for the first call, and nobody’s global dispatcher is replaced', async () => {
  const { stdout } = await run(process.execPath, ['--no-warnings', child], { timeout: 20_000 });
  const report: unknown = JSON.parse(stdout);
  expect(report).toStrictEqual({
    before: [],
    afterHasUndici: true,
    afterHasItsIndex: false,
    dispatcher: 'of somebody else',
  });
}, 30_000);
