import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openClinic, type Clinic } from './support/clinic.ts';
import { inTerminal as inTerminalAt, type Dialogue } from './support/terminal.ts';

let clinic: Clinic;
beforeAll(async () => {
  clinic = await openClinic({ daysLeft: 45, clients: 2 });
  await clinic.add('clinic-a');
});
afterAll(() => clinic.close());

function inTerminal(args: readonly string[], dialogue: Dialogue) {
  return inTerminalAt(clinic.home, args, dialogue);
}

describe('on a terminal', () => {
  test('a wrong password can be typed three times', async () => {
    const { code, screen } = await inTerminal(
      ['inspect', clinic.p12(0)],
      [
        ['のパスワード:', 'one\r'],
        ['のパスワード:', 'two\r'],
        ['のパスワード:', 'three\r'],
      ],
    );
    expect(code).toBe(1);
    expect(screen).toContain('[password-wrong]');
  });

  test('Ctrl-C at a question ends in 130 and changes nothing', async () => {
    const { code, screen } = await inTerminal(
      ['add', clinic.p12(1)],
      [['のパスワード:', '\u0003']],
    );
    expect(code).toBe(130);
    expect(screen).toContain('[interrupted]');
    // Nothing was begun that could be gone on with.
    expect(screen).not.toContain('続きから');
    expect((await clinic.cli(['status', 'client002'])).stderr).toContain('[name-unknown]');
  });

  test('remove asks first, and no is an answer', async () => {
    await clinic.add('clinic-c', 1);
    const { code, screen } = await inTerminal(['remove', 'clinic-c'], [['(y/N)', 'n\r']]);
    expect({ code, kept: screen.includes('何もしませんでした。') }).toEqual({
      code: 0,
      kept: true,
    });
    expect((await clinic.cli(['status', 'clinic-c'])).code).toBe(0);
  });

  test('a renewal is shown as it goes, in colours', async () => {
    const { code, screen } = await inTerminal(['renew', 'clinic-a', '--force'], []);
    expect(screen).toContain(' … 更新の依頼');
    expect(screen).toContain('\u001B[32m✔\u001B[39m 更新の依頼');
    expect(screen).toContain('clinic-a を更新しました。');
    expect([0, 1]).toContain(code);
  });

  test('a password is shown to who looks', async () => {
    const { code, screen } = await inTerminal(['password', 'clinic-c'], []);
    expect({ code, shown: screen.includes(clinic.password(1)) }).toEqual({ code: 0, shown: true });
  });
});
