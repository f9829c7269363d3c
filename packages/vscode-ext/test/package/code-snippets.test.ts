import { execFile, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { startSimulator, type Simulator } from '@weborca-cert/simulator';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { snippets, type SnippetFiles } from '../../src/model/code-snippets.ts';

// Real programs, on machines that are busy with other tests.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const run = promisify(execFile);
const has = (program: string, ...args: readonly string[]): boolean =>
  spawnSync(program, args).status === 0;

let simulator: Simulator;
let folder: string;
let files: SnippetFiles;
let ca: string;

beforeAll(async () => {
  simulator = await startSimulator({ keys: 'pool', clients: 1 });
  folder = await mkdtemp(path.join(tmpdir(), 'weborca-snippets-'));
  // What a shell, and what JSON, would take for something else.
  const odd = process.platform === 'win32' ? '' : String.raw` "q" \ a:b`;
  const place = path.join(folder, `青葉台 内科's $HOME${odd}`);
  await mkdir(place);
  const [client] = simulator.certificates;
  if (client === undefined) throw new Error('no client');
  files = {
    p12File: path.join(place, 'client001.p12'),
    passwordFile: path.join(place, 'password'),
    url: simulator.weborca,
  };
  ca = path.join(folder, 'ca.pem');
  await writeFile(files.p12File, client.p12Bytes);
  await writeFile(files.passwordFile, client.password);
  await writeFile(ca, simulator.ca);
});
afterAll(async () => {
  await simulator.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Runs a copied piece of code as it is; whether its client certificate was accepted says the simulator. */
async function tried(kind: 'curl' | 'node' | 'python', program: string): Promise<string> {
  const file = path.join(folder, { curl: 'orca.sh', node: 'orca.mjs', python: 'orca.py' }[kind]);
  const code = snippets[kind](files);
  for (const { password } of simulator.certificates) expect(code).not.toContain(password);
  await writeFile(file, code);
  const env = { ...process.env, CURL_CA_BUNDLE: ca, NODE_EXTRA_CA_CERTS: ca, SSL_CERT_FILE: ca };
  const { stdout } = await run(program, [file], { env });
  return stdout.trim();
}

describe('a copied call', () => {
  it.skipIf(!has('curl', '--version'))('with curl is accepted', async () => {
    const before = simulator.connections.length;
    await tried('curl', 'sh');
    expect(simulator.connections.slice(before)).toMatchObject([
      { client: { commonName: 'client001' }, refused: null },
    ]);
  });

  it('with Node is accepted', async () => {
    expect(await tried('node', process.execPath)).toBe('401');
  });

  it('in Java is read in any encoding, and in Python by every system', () => {
    expect(snippets.java({ ...files, p12File: 'C:\\users\\山田\\a.p12' })).toContain(
      String.raw`"C:\\users\\\u5c71\u7530\\a.p12"`,
    );
    // Windows opens no file a second time that is to be deleted when it is closed.
    expect(snippets.python(files)).not.toContain('NamedTemporaryFile');
  });

  it.skipIf(!has('keytool', '-version'))('with Java is accepted', async () => {
    const trusted = path.join(folder, 'ca.p12');
    const store = ['-keystore', trusted, '-storetype', 'PKCS12', '-storepass', 'changeit'];
    await run('keytool', ['-importcert', '-noprompt', '-alias', 'ca', '-file', ca, ...store]);
    const file = path.join(folder, 'Orca.java');
    await writeFile(file, snippets.java(files));
    const options = ['trustStore=' + trusted, 'trustStorePassword=changeit'];
    const flags = options.map((option) => `-Djavax.net.ssl.${option}`);
    const { stdout } = await run('java', [...flags, file]);
    expect(stdout.trim()).toBe('401');
  });

  it.skipIf(!has('python3', '-c', 'import cryptography'))('with Python is accepted', async () => {
    expect(await tried('python', 'python3')).toBe('401');
  });
});
