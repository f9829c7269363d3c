import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { commandNames, type CommandName } from '../../src/help/types.ts';
import { openClinic, writeConfig, type Clinic } from '../support/clinic.ts';
import { earlyIsAllowed, oldStaysAccepted } from '../support/service-rule.ts';
import { disguises, encodings, filesHolding, spawnSpy } from './support/canaries.ts';
import { startConnectProxy, type ConnectProxy } from './support/connect-proxy.ts';
import { writeP12 } from './support/renewed-elsewhere.ts';

const password = `Kn4ri-"'\\$(id)\`&<é> %20+/=ひみつ`;
const proxyPassword = `Pr0xy-K4nari/+="'%`;

let clinic: Clinic;
let proxy: ConnectProxy;
let file: string;
let passwordFile: string;
let drive: string;
let env: Record<string, string>;
const outputs: { readonly line: string; readonly text: string }[] = [];

const at = (...parts: readonly string[]): string => path.join(clinic.folder, ...parts);

beforeAll(async () => {
  const rules = { ...earlyIsAllowed, ...oldStaysAccepted };
  clinic = await openClinic({ algorithm: 'p-256', keys: 'fresh', rules });
  proxy = await startConnectProxy();
  const [client] = clinic.simulator.certificates;
  if (client === undefined) throw new Error('no client');
  file = at('client.p12');
  await writeP12(file, client, password);
  passwordFile = at('password.txt');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  drive = at('drive');
  mkdirSync(drive);
  writeFileSync(at('spy.mjs'), spawnSpy);
  writeFileSync(at('spawned.jsonl'), '');
  // A program of the clinic that prints what it was given, as people's scripts do.
  const script = ['#!/bin/sh', 'env; echo "$@"', 'cat "$WEBORCA_CERT_PASSWORD_FILE"', 'exit 3'];
  writeFileSync(at('restart.sh'), `${script.join('\n')}\n`, { mode: 0o700 });
  mkdirSync(at('nssdb'));
  const user = `nurse:${encodeURIComponent(proxyPassword)}`;
  env = {
    NODE_OPTIONS: `--import=${at('spy.mjs')}`,
    SPY_LOG: at('spawned.jsonl'),
    HTTPS_PROXY: `http://${user}@127.0.0.1:${proxy.port}`,
    CLIENT_PASSWORD: password,
  };
});

afterAll(async () => {
  await proxy.stop();
  await clinic.close();
});

async function run(args: readonly string[], ...how: readonly string[]): Promise<void> {
  const all = [...args, ...how];
  const { stdout, stderr } = await clinic.cli(all, { env });
  outputs.push({ line: all.join(' '), text: `${stdout}${stderr}` });
}

/** What each command is asked for: once what it can do, once what it cannot. */
function calls(): Readonly<Record<CommandName, readonly (readonly string[])[]>> {
  const backup = path.join(drive, 'clinic-a');
  const folder = path.join(backup, readdirSync(backup).at(-1) ?? '');
  const given = ['--password-env', 'CLIENT_PASSWORD'];
  const manual = ['clinic-a', 'manual', 'label=reception'];
  return {
    add: [
      ['add', file, '--password-file', passwordFile, '--name', 'clinic-a'],
      ['add', file, '--password-file', clinic.passwordFile(0)],
    ],
    list: [['list']],
    status: [['status'], ['status', 'clinic-a'], ['status', 'nobody']],
    check: [['check']],
    inspect: [
      ['inspect', file, ...given],
      ['inspect', file, '--password-file', clinic.passwordFile(0)],
    ],
    renew: [['renew', '--dry-run', '--force'], ['renew'], ['renew', 'nobody']],
    receive: [
      ['receive', clinic.simulator.siteZip ?? '', '--name', 'clinic-a'],
      ['receive', file, ...given],
    ],
    verify: [['verify']],
    backup: [['backup'], ['backup', '--to', at('no', 'drive')], ['backup', '--check']],
    restore: [
      ['restore', folder, '--name', 'restored'],
      ['restore', file, '--password-file', clinic.passwordFile(0), '--name', 'r'],
    ],
    versions: [['versions', 'clinic-a']],
    rollback: [
      ['rollback', 'clinic-a'],
      ['rollback', 'clinic-a', '2001'],
    ],
    // With --yes it prints what it is asked for.
    password: [
      ['password', 'clinic-a'],
      ['password', 'clinic-a', '--copy', '--yes'],
    ],
    path: [
      ['path', 'clinic-a'],
      ['path', 'clinic-a', '--password'],
      ['path', 'nobody'],
    ],
    // Its program has the environment of whoever starts it: path-exec.test.ts looks into that.
    exec: [['exec', 'nobody', '--', 'true']],
    import: [['import', 'clinic-a']],
    deploy: [['deploy', '--dry-run'], ['deploy']],
    'consumers add': [
      ['consumers', 'add', ...manual],
      ['consumers', 'add', 'clinic-a', 'pem'],
    ],
    'consumers remove': [['consumers', 'remove', 'clinic-a', 'nothing']],
    'consumers list': [['consumers', 'list', 'clinic-a']],
    'consumers done': [['consumers', 'done', 'clinic-a', 'reception']],
    'consumers grant': [['consumers', 'grant', 'clinic-a', 'push-exchanger']],
    site: [['site']],
    doctor: [['doctor'], ['doctor', 'clinic-a']],
    history: [['history']],
    report: [['report'], ['report', '--csv'], ['report', '--ics'], ['report', '--html']],
    remove: [['remove', 'clinic-a']],
    rename: [
      ['rename', 'restored', 'renamed'],
      ['rename', 'nobody', 'x'],
    ],
    uninstall: [['uninstall']],
    'schedule install': [['schedule', 'install', '--dry-run']],
    'schedule status': [['schedule', 'status']],
    'schedule remove': [['schedule', 'remove', '--dry-run']],
    metrics: [['metrics'], ['metrics', '--textfile', at('metrics.prom')]],
    mcp: [['mcp']],
    simulate: [['simulate', '--list-faults']],
    completion: [['completion', 'bash']],
  };
}

/** The inner bytes of a P-256 key: its secret number lies there (RFC 5915, in RFC 5958). */
function keyBytes(pkcs8: string): Uint8Array {
  return Buffer.from(pkcs8, 'base64').subarray(38, 62);
}

/** All that must not be seen, each in every disguise. */
function needles(): readonly string[] {
  const { certificates, issuances } = clinic.simulator;
  const texts = [
    password,
    proxyPassword,
    ...certificates.map((one) => one.password),
    ...issuances.map(({ pass }) => pass),
  ];
  const keys = [...certificates, ...issuances].map(({ identity }) =>
    keyBytes(identity.privateKey.reveal()),
  );
  return [...texts.flatMap(disguises), ...keys.flatMap(encodings)];
}

function withConsumers(): void {
  const config = path.join(clinic.home, 'config', 'config.json');
  const settings: { certificates: Record<string, Record<string, unknown>> } = JSON.parse(
    readFileSync(config, 'utf8').replaceAll(/^\s*\/\/.*$/gm, ''),
  );
  settings.certificates['clinic-a'] = {
    ...settings.certificates['clinic-a'],
    backups: [drive],
    consumers: [
      { kind: 'pkcs12', path: file },
      { kind: 'password-file', path: at('service.pass') },
      { kind: 'nss', path: at('nssdb') },
      { kind: 'command', run: [at('restart.sh'), 'argument'] },
    ],
  };
  writeConfig(clinic.home, settings);
}

test('no secret in any output, at any verbosity, nor in what any program is started with', async () => {
  execFileSync('certutil', ['-N', '-d', `sql:${at('nssdb')}`, '--empty-password']);
  await run(['add', file, '--password-file', passwordFile, '--name', 'clinic-a', '--in-place']);
  withConsumers();

  const faults = ['wrong-password', 'post-bad-json', 'post-missing-uri', 'get-404'] as const;
  for (const fault of [...faults, null]) {
    const modes = [['--verbose'], ['--json', '--verbose']];
    for (const how of fault === null ? [...modes, ['--quiet'], []] : modes) {
      if (fault !== null) clinic.simulator.arm(fault);
      await run(['renew', '--force'], ...how);
      clinic.simulator.disarm();
    }
  }
  // Through a proxy, which was told its password; refused there; and one that is not there.
  const [said] = proxy.authorizations;
  expect(Buffer.from(said?.split(' ')[1] ?? '', 'base64').toString()).toBe(
    `nurse:${proxyPassword}`,
  );
  const { HTTPS_PROXY } = env;
  env['HTTPS_PROXY'] = HTTPS_PROXY?.replace(`:${proxy.port}`, ':9') ?? '';
  await run(['renew', '--force'], '--verbose');
  await run(['verify'], '--json');
  env['HTTPS_PROXY'] = HTTPS_PROXY ?? '';

  const all = calls();
  expect(Object.keys(all).toSorted()).toEqual([...commandNames].toSorted());
  for (const some of Object.values(all)) {
    await Promise.all(
      some.flatMap((args) => [run(args, '--verbose'), run(args, '--json', '--verbose')]),
    );
  }

  const spawned = readFileSync(at('spawned.jsonl'), 'utf8');
  expect(spawned).toMatch(/pk12util/);
  expect(spawned).toMatch(/restart\.sh/);
  expect(clinic.simulator.issuances.length).toBeGreaterThan(4);

  const secrets = needles();
  const history = readFileSync(
    path.join(clinic.home, 'config', 'store', 'clinic-a', 'history.jsonl'),
    'utf8',
  );
  for (const secret of secrets) {
    const showing = outputs.filter(({ text }) => text.includes(secret)).map(({ line }) => line);
    expect(showing).toEqual([]);
    expect(spawned).not.toContain(secret);
    expect(history).not.toContain(secret);
  }
}, 300_000);

test('whatever holds a secret is its owner’s only', async () => {
  clinic.simulator.arm('get-404', 2);
  await run(['renew', '--force'], '--quiet');
  const { issuances, certificates } = clinic.simulator;
  const passwords = [...issuances.map(({ pass }) => pass), ...certificates.map((c) => c.password)];
  for (const folder of [path.join(clinic.home, 'config'), drive]) {
    const holders = filesHolding(folder, [password, proxyPassword, ...passwords]);
    const names = holders.map((one) => path.basename(one.file));
    expect(names).toContain('password.txt');
    expect(holders.filter(({ rights }) => rights !== '700 600')).toEqual([]);
  }
  const inStore = filesHolding(path.join(clinic.home, 'config'), passwords);
  expect(inStore.map((one) => one.file)).toContain('store/clinic-a/journal/issued.json');
}, 60_000);
