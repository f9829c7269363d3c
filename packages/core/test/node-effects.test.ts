import { homedir, hostname } from 'node:os';
import { describe, expect, test } from 'vitest';
import { nodeEffects } from '../src/node-effects.ts';

describe('the real world', () => {
  const effects = nodeEffects({ command: 'weborca-cert renew' });

  test('who and where we are', () => {
    expect(effects.process).toMatchObject({
      pid: process.pid,
      host: hostname(),
      command: 'weborca-cert renew',
    });
    // Others compare it: it must not move between two readings.
    expect(effects.process).toBe(effects.process);
    expect(effects).toMatchObject({ platform: process.platform, homeDir: homedir() });
    expect(effects.uid).toBe(process.getuid?.());
    expect(effects.env).toBe(process.env);
  });

  test('random bytes are as many as asked for, and not twice the same', () => {
    const [one, other] = [effects.randomBytes(32), effects.randomBytes(32)];
    expect(one).toHaveLength(32);
    expect(one).not.toEqual(other);
  });

  test('waiting ends in time', async () => {
    const before = effects.now().getTime();
    await effects.wait(20);
    expect(effects.now().getTime() - before).toBeGreaterThanOrEqual(19);
    await effects.wait(0);
  });

  test('waiting ends at once when it is aborted, also beyond the longest timer', async () => {
    const reason = new Error('enough');
    const controller = new AbortController();
    const waiting = effects.wait(2 ** 40, controller.signal);
    controller.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    await expect(effects.wait(0, controller.signal)).rejects.toBe(reason);
    await expect(effects.wait(10, controller.signal)).rejects.toBe(reason);
  });

  test('programs run', async () => {
    const args = ['--eval', 'process.stdout.write("x")'];
    expect(await effects.run({ program: process.execPath, args })).toMatchObject({ stdout: 'x' });
  });
});
