import assert from 'node:assert/strict';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { commonNameInUse, versionsOf } from './clinic.ts';
import { callsOf, expectCode, expectJson, type RecordedCall, type Step } from './expect.ts';

const renewed = { code: 0, document: { results: [{ outcome: 'renewed', verified: true }] } };

/** The words of the PowerShell that the system was asked to start with administrator rights. */
function elevatedIn(calls: readonly RecordedCall[]): string {
  const asked = calls.find(({ script }) => script.includes("$i.Verb = 'runas'"))?.script ?? '';
  const texts = [...asked.matchAll(/FromBase64String\('([^']*)'\)/g)];
  return Buffer.from(texts[1]?.[1] ?? '', 'base64').toString('utf8');
}

const line = (text: string): Buffer => Buffer.from(`${text}\r\n`, 'latin1');

/** What a clinic does in its first week, in this order: each step goes on where the last one ended. */
export const road: readonly Step[] = [
  {
    title: 'the command starts',
    smoke: true,
    run: async (clinic) => void (await expectCode(clinic, 0, ['--version'])),
  },
  {
    title: 'a certificate whose file lies in a folder with Japanese and a blank, and a check',
    smoke: true,
    async run(clinic) {
      const { at, machine } = clinic;
      const [p12 = '', ...password] = clinic.file(0);
      const folder = at('受付 PC', '証明書');
      mkdirSync(folder, { recursive: true });
      copyFileSync(clinic.told.certificates[0]?.p12 ?? p12, path.join(folder, '本院.p12'));
      const file = machine.toWindows(path.join(folder, '本院.p12'));
      mkdirSync(at('stick'));
      machine.plugIn('K', at('stick'));
      const more = ['--in-place', '--backup', String.raw`K:\控え`];
      await expectCode(clinic, 0, ['add', file, '--name', '本院', ...more, ...password]);
      await expectCode(clinic, 10, ['check']);
    },
  },
  {
    title: 'renewed over mutual TLS, verified, and the file where it lies is the new one',
    smoke: true,
    async run(clinic) {
      const file = clinic.at('受付 PC', '証明書', '本院.p12');
      const before = readFileSync(file);
      await expectJson(clinic, renewed, ['renew', '本院']);
      assert.equal(commonNameInUse(clinic.home, '本院'), clinic.told.certificates[0]?.commonName);
      assert.equal(clinic.posts(0), 1);
      assert.notDeepEqual(readFileSync(file), before);
      await expectCode(clinic, 0, ['check']);
      await expectCode(clinic, 0, ['verify', '本院']);
    },
  },
  {
    title: 'a zip of a Japanese name; a name that Windows keeps for a device is refused',
    async run(clinic) {
      const { at, machine, told } = clinic;
      const folder = at('ダウンロード');
      mkdirSync(folder);
      const zip = path.join(folder, 'クライアント証明書 (本院).zip');
      copyFileSync(told.siteZip, zip);
      const home = at('zip', '設定');
      clinic.makeHome(home);
      const args = ['add', machine.toWindows(zip), '--name'];
      await expectCode(clinic, 2, [...args, 'CON'], { home });
      await expectCode(clinic, 0, [...args, '院長'], { home });
      assert.equal(commonNameInUse(home, '院長'), told.certificates[0]?.commonName);
    },
  },
  {
    title: 'a backup on a stick that is pulled out and comes back under another letter',
    async run(clinic) {
      const { at, machine } = clinic;
      machine.pullOut('K');
      await expectCode(clinic, 1, ['backup', '本院']);
      machine.plugIn('M', at('stick'));
      await expectCode(clinic, 0, ['backup', '本院']);
      await expectCode(clinic, 0, ['backup', '本院', '--check']);
      assert.equal(readdirSync(at('stick', '控え', '本院')).length > 0, true);
    },
  },
  {
    title: 'a rehearsal, which asks for no certificate',
    async run(clinic) {
      const before = clinic.posts(0);
      await expectCode(clinic, 0, ['renew', '本院', '--rehearse']);
      assert.equal(clinic.posts(0), before);
    },
  },
  {
    title: 'settings in code page 932 with CRLF: the files that they name, and one line of them',
    async run(clinic) {
      const { machine } = clinic;
      const folder = clinic.at('Program Files (x86)', 'push-exchanger');
      mkdirSync(folder, { recursive: true });
      const [p12 = '', ...password] = clinic.file(1);
      await expectCode(clinic, 0, ['add', p12, '--name', '分院', '--no-in-place', ...password]);
      // 予約 (a byte of 約 could be taken for a line's end) and ソ (whose second byte is `\`).
      const words = Buffer.from([0x97, 0x5c, 0x96, 0xf1, 0x20, 0x83, 0x5c]);
      const settings = path.join(folder, 'config.yml');
      const head = Buffer.concat([Buffer.from('# '), words, line('')]);
      const tail = Buffer.concat([line(':log_file: "C:/log.txt"'), head]);
      const named = machine.toWindows(folder).replaceAll('\\', '/');
      writeFileSync(
        settings,
        Buffer.concat([
          head,
          line(`:cert: "${named}/client.crt"`),
          line(`:cert_key: "${named}/client.pem"`),
          line(':passphrase: "old"'),
          tail,
        ]),
      );
      const consumer = ['push-exchanger', `path=${machine.toWindows(settings)}`];
      await expectCode(clinic, 0, ['consumers', 'add', '分院', ...consumer]);
      await expectJson(clinic, renewed, ['renew', '分院']);
      const after = readFileSync(settings);
      assert.deepEqual(after.subarray(0, head.length), head);
      assert.deepEqual(after.subarray(-tail.length), tail);
      const text = after.toString('latin1');
      assert.doesNotMatch(text, /[^\r]\n/);
      const passphrase = /^:passphrase: "?([^"\r\n]+)"?\r$/m.exec(text)?.[1] ?? '';
      const key = readFileSync(path.join(folder, 'client.pem'));
      const certificate = new X509Certificate(readFileSync(path.join(folder, 'client.crt')));
      assert.equal(certificate.checkPrivateKey(createPrivateKey({ key, passphrase })), true);
      await expectCode(clinic, 0, ['deploy', '分院']);
    },
  },
  {
    title: 'rights on certificate and key, granted by one question of the system, and taken back',
    async run(clinic) {
      const folder = clinic.at('Program Files (x86)', 'push-exchanger');
      const answers = {
        'whoami.exe': '"pc\\hanako","S-1-5-21-1-2-3-1001"\r\n',
        'powershell.exe': `service ${Buffer.from('push-exchanger').toString('base64')}\r\n`,
      };
      const words = ['consumers', 'grant', '分院', 'push-exchanger', '--yes'];
      const granted = elevatedIn(await callsOf(clinic, words, { answers }));
      for (const name of ['client.crt', 'client.pem']) {
        assert.match(granted, RegExp(String.raw`;file '[^']*\\${name}'[;}]`));
      }
      assert.match(granted, /;service 'push-exchanger'\}"$/);
      assert.doesNotMatch(granted, /config\.yml/);
      const json = ['consumers', 'list', '分院'];
      const consumers = [{ kind: 'push-exchanger' }, { kind: 'command' }];
      await expectJson(clinic, { code: 0, document: { consumers } }, json);
      // The key under the passphrase that the settings have, and not a byte of theirs is changed.
      const settings = path.join(folder, 'config.yml');
      const before = readFileSync(settings);
      await expectJson(clinic, renewed, ['renew', '分院', '--force']);
      assert.deepEqual(readFileSync(settings), before);
      const passphrase =
        /^:passphrase: "?([^"\r\n]+)"?\r$/m.exec(before.toString('latin1'))?.[1] ?? '';
      const key = readFileSync(path.join(folder, 'client.pem'));
      const certificate = new X509Certificate(readFileSync(path.join(folder, 'client.crt')));
      assert.equal(certificate.checkPrivateKey(createPrivateKey({ key, passphrase })), true);
      const back = elevatedIn(await callsOf(clinic, [...words, '--take-back'], { answers }));
      assert.match(back, /;\$back=\$true;/);
      await expectJson(clinic, { code: 0, document: { consumers: consumers.slice(0, 1) } }, json);
    },
  },
  {
    title: 'restored on an empty machine from what lies on the stick',
    async run(clinic) {
      const home = clinic.at('新しい PC', '設定');
      clinic.makeHome(home);
      const [newest = ''] = readdirSync(clinic.at('stick', '控え', '本院'))
        .toSorted()
        .toReversed();
      await expectCode(clinic, 0, ['restore', String.raw`M:\控え\本院` + `\\${newest}`], { home });
      assert.equal(commonNameInUse(home, '本院'), clinic.told.certificates[0]?.commonName);
      await expectCode(clinic, 0, ['verify', '本院'], { home });
      clinic.machine.pullOut('M');
    },
  },
  {
    title: 'the import wizard, as it is called',
    async run(clinic) {
      const calls = await callsOf(clinic, ['import', '本院']);
      const wizard = calls.find(({ name }) => name === 'rundll32.exe' || name === 'explorer.exe');
      // Seen by a person, and not waited for.
      assert.partialDeepStrictEqual(wizard, { detached: true, windowsHide: false });
      assert.match(String(wizard?.args.at(-1)), /^[A-Z]:\\.*\.p12$/);
    },
  },
  {
    title: 'the daily task, as Task Scheduler gets it',
    async run(clinic) {
      const calls = await callsOf(clinic, ['schedule', 'install']);
      const create = calls.find(({ args }) => args.includes('/Create'));
      const bytes = Buffer.from(create?.task ?? '', 'base64');
      assert.deepEqual(bytes.subarray(0, 2), Buffer.from([0xff, 0xfe]));
      const xml = bytes.toString('utf16le');
      assert.match(xml, /プログラム\\dist\\main\.js renew --all --quiet --scheduled/);
      assert.match(xml, /<LogonTrigger>/);
      assert.match(xml, /conhost\.exe<\/Command>\s*<Arguments>--headless /);
    },
  },
  {
    title: 'the folders get an access list of their own, by SIDs, before the first certificate',
    async run(clinic) {
      const home = clinic.at('一覧', '設定');
      clinic.makeHome(home);
      const [p12 = '', ...password] = clinic.file(6);
      const args = ['add', p12, '--name', '薬局', '--no-in-place', ...password];
      const answers = { 'whoami.exe': '"pc\\hanako","S-1-5-21-1-2-3-1001"\r\n' };
      const calls = await callsOf(clinic, args, { home, answers });
      const acl = calls.find(({ args: words }) => words.includes('/grant:r'));
      assert.equal(acl?.name, 'icacls.exe');
      assert.deepEqual(acl.args, [
        clinic.machine.toWindows(home),
        '/inheritance:r',
        '/grant:r',
        ...['S-1-5-21-1-2-3-1001', 'S-1-5-18', 'S-1-5-32-544'].map((sid) => `*${sid}:(OI)(CI)F`),
      ]);
    },
  },
  {
    title: 'a name in another case; the compiled code is kept in the profile alone',
    async run(clinic) {
      const [p12 = '', ...password] = clinic.file(7);
      await expectCode(clinic, 0, ['add', p12, '--name', 'Clinic', '--no-in-place', ...password]);
      const document = { certificates: [{ name: 'Clinic' }] };
      await expectJson(clinic, { code: 0, document }, ['status', 'CLINIC']);
      // Z: of Wine, as a second drive, is anybody's.
      const elsewhere = existsSync(path.join(clinic.home, 'cache'));
      assert.equal(elsewhere && process.platform !== 'win32', false);
    },
  },
  {
    title: 'sixteen renewals at once: one request, one new version',
    async run(clinic) {
      const [p12 = '', ...password] = clinic.file(2);
      await expectCode(clinic, 0, ['add', p12, '--name', '薬局', '--no-in-place', ...password]);
      const before = clinic.posts(2);
      const runs = Array.from({ length: 16 }, () => clinic.cli(['renew', '薬局', '--json']));
      const codes = new Set((await Promise.all(runs)).map(({ code }) => code));
      assert.deepEqual(codes, new Set([0]));
      assert.equal(clinic.posts(2), before + 1);
      assert.equal(versionsOf(clinic.home, '薬局').length, 2);
    },
  },
];
