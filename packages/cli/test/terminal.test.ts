import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openClinic, writeConfig, type Clinic } from './support/clinic.ts';
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
        ['証明書のファイル', `${clinic.p12(0)}.missing\r`],
        // What is not there can be typed again.
        ['が見つかりません', ''],
        ['証明書のファイル', `'${clinic.p12(0)}'\r`],
        ['のパスワード:', 'not-the-password\r'],
        ['もう一度', ''],
        ['のパスワード:', `${clinic.password(0)}\r`],
        ['名前: [client001]', 'clinic-a\r'],
        // The files of a test pass through a temporary folder.
        ['も新しくしますか? (y/N)', 'はい\r'],
        ['バックアップ先のフォルダー', `${join(clinic.folder, 'none', 'backup')}\r`],
        ['バックアップ先にできません', ''],
        ['バックアップ先のフォルダー', '~/backup\r'],
      ],
    );
    expect(screen).toContain('client001、有効期限');
    // There is but one service of one's own.
    expect(screen).not.toContain('どの環境');
    expect(screen).toContain('clinic-a を登録しました。');
    expect(readdirSync(join(clinic.home, 'backup', 'clinic-a'))).toHaveLength(1);
    expect(code).toBe(0);
    expect(screen).not.toContain(clinic.password(0));
    expect(screen).not.toContain('not-the-password');
    const config = JSON.parse(readFileSync(join(clinic.home, 'config', 'config.json'), 'utf8'));
    expect(config.certificates['clinic-a']).toMatchObject({
      service: 'rehearsal',
      backups: [join(clinic.home, 'backup')],
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

  test('backup asks whether the folder is to be the place of later ones', async () => {
    const stick = join(clinic.folder, 'stick');
    mkdirSync(stick);
    const { code, screen } = await inTerminal(
      ['backup', 'clinic-c', '--to', stick],
      [['これからのバックアップも', '\r']],
    );
    expect({ code, told: screen.includes(`${stick} に取ります。`) }).toEqual({
      code: 0,
      told: true,
    });
    const config = JSON.parse(readFileSync(join(clinic.home, 'config', 'config.json'), 'utf8'));
    expect(config.certificates['clinic-c'].backups).toEqual([stick]);
    // Asked once: from now on it is one.
    expect((await inTerminal(['backup', 'clinic-c', '--to', stick], [])).code).toBe(0);
  });
});

describe('on a terminal, with nothing set up', () => {
  let fresh: Clinic;
  beforeAll(async () => {
    fresh = await openClinic({ daysLeft: 45 });
  });
  afterAll(() => fresh.close());

  test('receive offers to add what replaces nothing; elsewhere it says the command', async () => {
    const zip = fresh.simulator.siteZip ?? '';
    for (const [lang, said] of [
      ['ja', '登録する場合'],
      ['en', 'Register it'],
    ] as const) {
      const { code, stderr } = await fresh.cli(['receive', zip], { lang });
      expect(code).toBe(2);
      expect(stderr).toContain('[nothing-under-care]');
      expect(stderr).toContain(`${said}: weborca-cert add ${zip}\n`);
    }
    const { code, screen } = await inTerminalAt(
      fresh.home,
      ['receive', zip],
      [
        ['を新しく登録しますか? (Y/n)', '\r'],
        ['名前: [client001]', '\r'],
        ['バックアップ先', '\r'],
      ],
    );
    expect(code).toBe(0);
    expect(screen).toContain('client001 を登録しました。');
    expect(screen).toContain('weborca-cert import client001');
    expect(screen).toMatch(/消してください:\s+\S+site\.zip/);
  });

  test('a wrong address of the service is told as that, and asked for again', async () => {
    writeConfig(fresh.home, {
      services: { production: { weborca: fresh.simulator.weborca, ca: fresh.simulator.caFile } },
      certificates: { client001: { service: 'production' } },
    });
    const { screen } = await inTerminalAt(
      fresh.home,
      ['renew', 'client001', '--force'],
      [
        ['URL (https', 'http://api.example/\r'],
        ['https:// で始まる URL ではありません', ''],
        ['URL (https', 'api.example\r'],
        ['https:// で始まる URL ではありません', ''],
        ['URL (https', `${fresh.simulator.api}\r`],
      ],
    );
    expect(screen).not.toContain('行目');
    const config = JSON.parse(readFileSync(join(fresh.home, 'config', 'config.json'), 'utf8'));
    expect(config.services.production.api).toBe(fresh.simulator.api);
  });

  test('who has set up several environments is asked, in words that staff know', async () => {
    const { simulator } = fresh;
    const service = { api: simulator.api, weborca: simulator.weborca, ca: simulator.caFile };
    writeConfig(fresh.home, { services: { production: service, demo: service } });
    const other = join(fresh.folder, 'other');
    mkdirSync(other);
    writeFileSync(join(other, 'new.p12'), readFileSync(fresh.p12(0)));
    const { screen } = await inTerminalAt(
      fresh.home,
      ['add', join(other, 'new.p12'), '--name', 'trial', '--no-in-place'],
      [
        ['のパスワード:', `${fresh.password(0)}\r`],
        ['production: 本番環境、demo: デモ環境', 'デモ環境\r'],
        ['バックアップ先', '\r'],
      ],
    );
    expect(screen).toContain('trial を登録しました。');
    const config = JSON.parse(readFileSync(join(fresh.home, 'config', 'config.json'), 'utf8'));
    expect(config.certificates.trial.service).toBe('demo');
  });
});

const certutil = '/usr/bin/certutil';
test.skipIf(!existsSync(certutil))(
  'import says that it worked before it asks about the certificate from before, if there is one',
  async () => {
    const place = await openClinic({ daysLeft: 45 });
    try {
      await place.add('clinic-a');
      const first = await inTerminalAt(place.home, ['import', 'clinic-a'], []);
      expect(first.code).toBe(0);
      expect(first.screen).toContain('証明書ストアに入っています');
      expect(first.screen).not.toContain('消しますか');
      await place.cli(['renew', 'clinic-a']);
      const second = await inTerminalAt(
        place.home,
        ['import', 'clinic-a'],
        [
          ['証明書ストアに入っています', ''],
          ['更新前の証明書も1件、同じ名前で入っています。証明書ストアから消しますか? (y/N)', 'y\r'],
        ],
      );
      expect(second.screen).toContain('更新前の証明書を1件');
      expect(second.screen.split('に入っています')).toHaveLength(2);
    } finally {
      await place.close();
    }
  },
);
