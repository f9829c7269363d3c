import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { fieldsOf } from '../support/call.ts';
import { run } from '../support/run.ts';
import { simulated, temporaryFolder } from '../support/simulated.ts';

// RSA keys and other programs, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000 });

/** curl's settings, in a file of its own: a password never stands in arguments. */
async function curlConfig(folder: string, ca: string, p12: string, password: string) {
  const config = join(folder, 'curl.conf');
  const lines = [`cacert = "${ca}"`, 'cert-type = "P12"', `cert = "${p12}:${password}"`, 'silent'];
  await writeFile(config, lines.join('\n'), { mode: 0o600 });
  return config;
}

describe('counterparts', () => {
  test.each(['modern', 'old'] as const)(
    'curl plays the client, openssl and keytool open the result: %s',
    async (p12) => {
      const dir = await temporaryFolder();
      const simulator = await simulated({ dir, p12, algorithm: 'rsa-2048' });
      const [client] = simulator.certificates;
      const { caFile } = simulator;
      if (client?.p12 == null || caFile === null) throw new Error('no files');
      const config = await curlConfig(dir, caFile, client.p12, client.password);
      const json = ['-H', 'Content-Type: application/json', '-H', 'Accept: application/json'];

      const answer = await run('curl', '-K', config, ...json, '-d', '{}', simulator.api);
      const { uri, pass } = fieldsOf({ body: Buffer.from(answer) });
      const file = join(dir, 'new.p12');
      await run('curl', '-K', config, '-H', 'Accept: application/json', '-o', file, uri);
      expect(simulator.requests[0]?.headers).toMatchObject({ 'content-length': '2' });

      const passFile = join(dir, 'pass.txt');
      await writeFile(passFile, pass, { mode: 0o600 });
      const open = ['pkcs12', '-in', file, '-passin', `file:${passFile}`];
      const pem = await run('openssl', ...open, '-nokeys', '-clcerts');
      await writeFile(join(dir, 'new.pem'), pem);
      const shown = ['-noout', '-subject', '-enddate', '-purpose'];
      const text = await run('openssl', 'x509', '-in', join(dir, 'new.pem'), ...shown);
      expect(text).toMatch(/OU = JP_u00000000, CN = client001\n/);
      expect(text).toContain('SSL client : Yes');
      await run('openssl', ...open, '-noout');

      const list = ['-list', '-v', '-storetype', 'PKCS12', '-keystore', file];
      const java = await run(
        'keytool',
        '-J-Duser.language=en',
        ...list,
        '-storepass:file',
        passFile,
      );
      expect(java).toContain('Entry type: PrivateKeyEntry');
      expect(java).toContain('Certificate chain length: 2');

      const status = ['-o', join(dir, 'body'), '-w', '%{http_code}'];
      expect(await run('curl', '-K', config, ...status, simulator.weborca)).toBe('401');
      expect(await readFile(join(dir, 'body'), 'utf8')).toContain('Unauthorized');
    },
  );

  test('curl is refused with a chunked or an empty body, and without a certificate', async () => {
    const dir = await temporaryFolder();
    const simulator = await simulated({ dir });
    const [client] = simulator.certificates;
    const { caFile, api } = simulator;
    if (client?.p12 == null || caFile === null) throw new Error('no files');
    const config = await curlConfig(dir, caFile, client.p12, client.password);
    const json = ['-H', 'Content-Type: application/json'];
    const status = ['-o', join(dir, 'body'), '-w', '%{http_code}'];
    const chunked = [...json, '-H', 'Transfer-Encoding: chunked', '-d', '{}', api];
    expect(await run('curl', '-K', config, ...status, ...chunked)).toBe('403');
    expect(await run('curl', '-K', config, ...status, ...json, '-X', 'POST', api)).toBe('411');
    expect(await run('curl', '-K', config, ...status, ...json, '-d', '', api)).toBe('411');
    await expect(run('curl', '-s', '--cacert', caFile, '-d', '{}', api)).rejects.toThrow(
      /Command failed/,
    );
    expect(simulator.issuances).toEqual([]);
  });
});
