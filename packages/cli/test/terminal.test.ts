import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openClinic, type Clinic } from './support/clinic.ts';
import { inTerminal as inTerminalAt, type Dialogue } from './support/terminal.ts';

let clinic: Clinic;
beforeAll(async () => {
  clinic = await openClinic({ daysLeft: 45, clients: 2 });
});
afterAll(() => clinic.close());

function inTerminal(args: readonly string[], dialogue: Dialogue) {
  return inTerminalAt(clinic.home, args, dialogue);
}

describe('on a terminal', () => {
  test('add talks a first-time user through, and shows nothing of the password', async () => {
    const { code, screen } = await inTerminal(
      ['add'],
      [
        ['証明書のファイル', `${clinic.p12(0)}\r`],
        ['のパスワード:', 'not-the-password\r'],
        ['もう一度', ''],
        ['のパスワード:', `${clinic.password(0)}\r`],
        ['呼び名: [client001]', 'clinic-a\r'],
        ['も新しくしますか?', 'はい\r'],
        ['バックアップ先のフォルダー', `${join(clinic.folder, 'backup')}\r`],
      ],
    );
    expect(screen).toContain('client001、有効期限');
    expect(screen).toContain('clinic-a を登録しました。');
    expect(code).toBe(0);
    expect(screen).not.toContain(clinic.password(0));
    expect(screen).not.toContain('not-the-password');
    const config = JSON.parse(readFileSync(join(clinic.home, 'config', 'config.json'), 'utf8'));
    expect(config.certificates['clinic-a']).toMatchObject({
      service: 'rehearsal',
      backups: [join(clinic.folder, 'backup')],
      consumers: [{ kind: 'pkcs12', path: clinic.p12(0) }],
    });
  });

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
