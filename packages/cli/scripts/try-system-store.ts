// `node scripts/try-system-store.ts`: a renewed certificate into the real certificate store of this
// system and out again, with the command lines that core uses: the user's personal store of Windows,
// a keychain made for this on macOS, an NSS database elsewhere. For the workflow, whose machines are
// thrown away: on Windows one certificate of the simulator's stays.
import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  add,
  createContext,
  deploy,
  imported,
  removeOldImports,
  renew,
  rollback,
  Secret,
  status,
  versions,
  type Context,
} from '@weborca-cert/core';
import { startSimulator } from '@weborca-cert/simulator';

const { platform } = process;
const name = 'clinic-a';

interface SystemStore {
  readonly consumer: Readonly<Record<string, string>>;
  readonly remove: () => void;
}

function security(...args: readonly string[]): string {
  return execFileSync('/usr/bin/security', args, { encoding: 'utf8' });
}

/** A keychain of its own, unlocked and searched first; the runner's login keychain stays as it is. */
function makeKeychain(folder: string): SystemStore {
  const file = path.join(folder, 'try.keychain-db');
  security('create-keychain', '-p', 'of this run', file);
  security('unlock-keychain', '-p', 'of this run', file);
  security('set-keychain-settings', file);
  const searched = [...security('list-keychains', '-d', 'user').matchAll(/"([^"]+)"/g)];
  const others = searched.map(([, other = '']) => other);
  security('list-keychains', '-d', 'user', '-s', file, ...others);
  return {
    consumer: { kind: 'keychain', path: file },
    remove: () => {
      security('delete-keychain', file);
    },
  };
}

function systemStore(folder: string): SystemStore {
  if (platform === 'darwin') return makeKeychain(folder);
  const kind = platform === 'win32' ? 'windows-store' : 'nss';
  return { consumer: { kind }, remove: () => undefined };
}

async function expectCurrent(context: Context, what: string): Promise<void> {
  const [current] = await status(context, [name]);
  const states = current?.consumers.map(({ state }) => state);
  assert.deepEqual(states, ['current'], what);
  assert.equal(await imported(context, name), true, what);
  console.log(`ok: ${what}`);
}

const folder = mkdtempSync(path.join(tmpdir(), 'weborca-cert-store-'));
// A blank and Japanese, as in a clinic's user name.
const home = path.join(folder, '診療所 受付');
mkdirSync(home, { mode: 0o700 });
const simulator = await startSimulator({ dir: path.join(folder, 'simulator') });
const store = systemStore(folder);
try {
  const { api, weborca, caFile: ca } = simulator;
  const config = path.join(home, 'config.json');
  const services = { production: { api, weborca, ca } };
  writeFileSync(config, JSON.stringify({ services }), { mode: 0o600 });
  const env = { ...process.env, WEBORCA_CERT_HOME: home };
  // NSS: not the database of whoever tries this.
  const effects = platform === 'linux' ? { env, homeDir: home } : { env };
  const context = createContext({ command: 'try-system-store', effects });
  const [client] = simulator.certificates;
  assert(client?.p12 != null && client.passwordFile !== null);
  const password = new Secret(readFileSync(client.passwordFile, 'utf8'));
  await add(context, { file: client.p12, name, password: async () => password, inPlace: false });
  const settings: { certificates: Record<string, object> } = JSON.parse(
    readFileSync(config, 'utf8').replaceAll(/^\s*\/\/.*$/gm, ''),
  );
  settings.certificates[name] = { ...settings.certificates[name], consumers: [store.consumer] };
  writeFileSync(config, JSON.stringify(settings), { mode: 0o600 });

  await deploy(context, [name], { dryRun: false });
  await expectCurrent(context, 'the first certificate is in the store, with its key');
  const [result] = await renew(context, [name], { force: false, dryRun: false });
  assert.equal(result?.outcome, 'renewed');
  assert.equal(result.error, undefined, result.error?.code);
  await expectCurrent(context, 'the renewed one is, too');
  const old = result.old?.fingerprintSha256;
  const renewed = result.new?.fingerprintSha256;
  const uses = async (): Promise<readonly (string | undefined)[]> => {
    const [seen] = await status(context, [name], { oldUses: true });
    return [...new Set(seen?.oldUses?.map(({ found }) => found))];
  };
  assert.deepEqual(await uses(), [old]);
  console.log('ok: the old one is found beside it');
  assert.deepEqual(await removeOldImports(context, name), [old]);
  assert.deepEqual(await uses(), []);
  await expectCurrent(context, 'the old one is gone, the renewed one is not');

  // The other way round: the earlier certificate is brought back, and the renewed one goes.
  const first = (await versions(context, name)).find(({ inUse }) => !inUse);
  assert(first !== undefined);
  await rollback(context, name, { version: first.id, force: true });
  await expectCurrent(context, 'after going back the first one is in the store again');
  assert.deepEqual(await removeOldImports(context, name), [renewed]);
  console.log('ok: the renewed one is gone');
} finally {
  store.remove();
  await simulator.stop();
  rmSync(folder, { recursive: true, force: true });
}
