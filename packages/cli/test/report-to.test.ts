import { expect, test } from 'vitest';
import { openHome } from './support/clinic.ts';
import { runCli } from './support/cli.ts';

test('report tells in words why its file cannot be written', async () => {
  const place = openHome();
  try {
    const to = ['--csv', '--to', '/nonexistent/ledger.csv'];
    const { code, stderr } = await runCli(['report', ...to], place);
    expect(code).toBe(1);
    expect(stderr).toContain('Cannot write to /nonexistent/ledger.csv (not found)');
    expect(stderr).not.toContain('ENOENT');
  } finally {
    place.close();
  }
});
