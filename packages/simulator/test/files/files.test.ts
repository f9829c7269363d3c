import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { openPkcs12, Secret } from '@weborca-cert/core';
import { describe, expect, test } from 'vitest';
import { describeSimulator } from '../../src/simulator.ts';
import { simulated, temporaryFolder } from '../support/simulated.ts';
import { unzip } from '../support/unzip.ts';

describe('files', () => {
  test('a newcomer finds clients, the root and a zip, for the owner only', async () => {
    const dir = join(await temporaryFolder(), 'made');
    const simulator = await simulated({ dir, clients: 2, daysLeft: 12 });
    const said = describeSimulator(simulator);
    expect(said).toEqual({
      api: simulator.api,
      weborca: simulator.weborca,
      ca: join(dir, 'ca.crt'),
      certificates: ['client001', 'client002'].map((commonName) => ({
        commonName,
        p12: join(dir, `000000_JP_u00000000_${commonName}.p12`),
        passwordFile: join(dir, `000000_JP_u00000000_${commonName}.password.txt`),
      })),
      siteZip: join(dir, 'site.zip'),
      pid: process.pid,
    });
    expect(simulator.weborca).toMatch(/^https:\/\/127\.0\.0\.1:\d+\/$/);
    expect(JSON.stringify(said)).not.toContain(simulator.certificates[0]?.password);
    expect(await readFile(String(said.ca), 'utf8')).toBe(simulator.ca);
    expect((await stat(dir)).mode & 0o777).toBe(0o700);
    for (const { p12, passwordFile, commonName } of said.certificates) {
      const password = await readFile(String(passwordFile), 'utf8');
      const { identity } = await openPkcs12(await readFile(String(p12)), new Secret(password));
      expect(identity.leaf.facts.commonName).toBe(commonName);
      const left = identity.leaf.facts.notAfter.getTime() - Date.now();
      expect(Math.floor(left / 86_400_000)).toBe(12);
      expect((await stat(String(p12))).mode & 0o777).toBe(0o600);
      expect((await stat(String(passwordFile))).mode & 0o777).toBe(0o600);
    }
  });

  test('the zip holds a renewed client001 with its password', async () => {
    const dir = await temporaryFolder();
    const simulator = await simulated({ dir });
    const files = unzip(await readFile(String(simulator.siteZip)));
    const stem = '000000_JP_u00000000_client001';
    expect([...files.keys()]).toEqual([
      `${stem}/${stem}.p12`,
      `${stem}/${stem}.crt`,
      `${stem}/password.txt`,
    ]);
    const password = String(files.get(`${stem}/password.txt`)).trimEnd();
    const p12 = files.get(`${stem}/${stem}.p12`) ?? Buffer.alloc(0);
    const { identity } = await openPkcs12(p12, new Secret(password));
    const current = simulator.certificates[0]?.identity.leaf;
    expect(identity.leaf.subjectDer).toEqual(current?.subjectDer);
    expect(identity.leaf.facts.notAfter > (current?.facts.notAfter ?? new Date())).toBe(true);
    expect(String(files.get(`${stem}/${stem}.crt`))).toContain('BEGIN CERTIFICATE');
  });

  test('without a folder everything is in memory only', async () => {
    const simulator = await simulated({ clients: 1 });
    const [client] = simulator.certificates;
    expect(client).toMatchObject({ p12: null, passwordFile: null, commonName: 'client001' });
    expect(describeSimulator(simulator)).toMatchObject({ ca: null, siteZip: null });
    const password = new Secret(client?.password ?? '');
    const opened = await openPkcs12(client?.p12Bytes ?? Buffer.alloc(0), password);
    expect(opened.identity.leaf.facts.commonName).toBe('client001');
    expect(unzip(simulator.siteZipBytes ?? Buffer.alloc(0)).size).toBe(3);
  });

  test('there can be no clients at all', async () => {
    const simulator = await simulated({ clients: 0, dir: await temporaryFolder() });
    expect(describeSimulator(simulator)).toMatchObject({ certificates: [], siteZip: null });
  });
});
