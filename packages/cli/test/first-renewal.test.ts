import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { openClinic, writeConfig, type Clinic } from './support/clinic.ts';
import { inTerminal } from './support/terminal.ts';

let clinic: Clinic;
afterEach(() => clinic.close());

/** A machine that knows where WebORCA is, and not where the renewal service is. */
async function openFresh(): Promise<void> {
  clinic = await openClinic({ daysLeft: 45 });
  const { weborca, caFile: ca } = clinic.simulator;
  writeConfig(clinic.home, { services: { rehearsal: { weborca, ca } } });
}

test('renew talks a first-time user through: file, password, name, backups, service', async () => {
  await openFresh();
  const { code, screen } = await inTerminal(
    clinic.home,
    ['renew'],
    [
      ['いま登録しますか?', '\r'],
      // As a terminal writes a file that was dragged onto it.
      ['証明書のファイル', `'${clinic.p12(0)}'\r`],
      ['のパスワード:', `${clinic.password(0)}\r`],
      ['名前: [client001]', 'clinic-a\r'],
      ['も新しくしますか?', 'はい\r'],
      ['バックアップ先のフォルダー', `'${join(clinic.folder, 'backup')}'\r`],
      ['URL (https://…、なければEnter):', `${clinic.simulator.api}\r`],
    ],
  );
  expect(screen).toContain('clinic-a を登録しました。');
  expect(screen).toContain('clinic-a を更新しました。');
  expect(code).toBe(0);
  expect(screen).not.toContain(clinic.password(0));
  const config = JSON.parse(readFileSync(join(clinic.home, 'config', 'config.json'), 'utf8'));
  expect(config).toMatchObject({
    services: { rehearsal: { api: clinic.simulator.api } },
    certificates: { 'clinic-a': { backups: [join(clinic.folder, 'backup')] } },
  });
});

test('add says what is wrong with a name or a service while it can be typed again', async () => {
  await openFresh();
  const { weborca } = clinic.simulator;
  writeConfig(clinic.home, { services: { one: { weborca }, two: { weborca } } });
  const { code, screen } = await inTerminal(
    clinic.home,
    ['add', clinic.p12(0)],
    [
      ['のパスワード:', `${clinic.password(0)}\r`],
      ['名前: [client001]', '../x\r'],
      ['名前は64文字まで', ''],
      ['名前: [client001]', '本院\r'],
      ['どの環境の証明書ですか? (', 'three\r'],
      ['かっこ内のどれか', ''],
      ['どの環境の証明書ですか? (', 'two\r'],
      ['も新しくしますか?', 'n\r'],
      ['バックアップ先のフォルダー', '\r'],
    ],
  );
  expect(screen).toContain('本院 を登録しました。');
  expect(code).toBe(0);
});

test('without the address it leads to the other road, and nothing is written', async () => {
  await openFresh();
  await clinic.add('clinic-a');
  const { code, screen } = await inTerminal(
    clinic.home,
    ['renew'],
    [['URL (https://…、なければEnter):', '\r']],
  );
  expect(screen).not.toContain('[service-not-configured]');
  expect(screen).toContain('管理サイトで更新してください');
  expect(screen).toContain('weborca-cert receive');
  expect(code).toBe(0);
  const config = readFileSync(join(clinic.home, 'config', 'config.json'), 'utf8');
  expect(config).not.toContain('"api"');
});

test('where nobody can be asked, nothing is', async () => {
  await openFresh();
  const empty = await clinic.cli(['renew']);
  expect({ ...empty, stderr: '' }).toEqual({ code: 2, stdout: '', stderr: '' });
  expect(empty.stderr).toContain('[nothing-under-care]');
  expect(empty.stderr).toContain('weborca-cert add FILE');
  const json = JSON.parse((await clinic.cli(['renew', '--json'])).stdout);
  expect(json).toMatchObject({ error: { code: 'nothing-under-care' } });
  await clinic.add('clinic-a');
  const { code, stdout } = await clinic.cli(['renew', 'clinic-a', '--json']);
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    results: [{ error: { code: 'service-not-configured' } }],
  });
});

test('the name of the command alone shows what there is, on a terminal', async () => {
  await openFresh();
  const { code, screen } = await inTerminal(clinic.home, [], []);
  expect(screen).toContain('weborca-cert');
  expect(screen).toContain('renew');
  expect(code).toBe(0);
  expect((await clinic.cli([])).code).toBe(2);
});
