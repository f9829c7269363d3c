import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openClinic, type Clinic } from './support/clinic.ts';
import { canPretend, pretendScheduler } from './support/scheduler.ts';

let clinic: Clinic;
beforeAll(async () => {
  clinic = await openClinic({ daysLeft: 45 });
});
afterAll(() => clinic.close());

/** The commands of the first block of "Use it"; of the package's own README, of its only block. */
function quickStart(file: string): readonly string[] {
  const readme = readFileSync(join(import.meta.dirname, '../../..', file), 'utf8');
  const [, block = ''] =
    /^(?:## Use it|## 使う|# weborca-cert\n\nWebORCA\(.*)$.*?^```sh\n(.*?)^```$/ms.exec(readme) ??
    [];
  return block.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

test('the README leads in three commands to a backed-up, rehearsed, scheduled certificate', async () => {
  const commands = quickStart('README.md');
  expect(commands).toHaveLength(3);
  expect(quickStart('README.ja.md')).toEqual(commands);
  expect(quickStart('packages/cli/README.md')).toEqual(commands);

  const backup = join(clinic.folder, 'backup');
  mkdirSync(backup);
  const env = pretendScheduler(clinic.folder);

  for (const line of commands) {
    const [program, ...words] = line.split(' ');
    expect(program).toBe('weborca-cert');
    const args = words.map((word) => {
      if (word === 'D:/backup') return backup;
      return word.endsWith('.p12') ? clinic.p12(0) : word;
    });
    if (args[0] === 'schedule' && !canPretend) continue;
    // Nobody is there to be asked for it.
    const password = args[0] === 'add' ? ['--password-file', clinic.passwordFile(0)] : [];
    const { code, stderr } = await clinic.cli([...args, ...password], { env });
    expect({ line, code, stderr: code === 0 ? '' : stderr }).toEqual({ line, code: 0, stderr: '' });
  }
  const { stdout } = await clinic.cli(['status', '--json']);
  expect(JSON.parse(stdout)).toMatchObject({
    certificates: [{ name: 'clinic-a', lastBackup: { path: expect.stringContaining(backup) } }],
  });
  if (!canPretend) return;
  expect((await clinic.cli(['schedule', 'status'], { env })).code).toBe(0);
}, 60_000);
