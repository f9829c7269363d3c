import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasCounterpart } from '../../../core/test/connection/support/counterpart.ts';
import { tinyproxy } from '../../../core/test/connection/support/tinyproxy.ts';
import type { Ran } from '../support/cli.ts';
import { openClinic, writeConfig, type Clinic } from '../support/clinic.ts';
import { leftOut } from '../../../core/test/support/left-out.ts';

const password = 'not-the-password';
const user = 'clinic';

const hasProxy = hasCounterpart('tinyproxy', '-v');
const why = leftOut(hasProxy, 'no tinyproxy');
describe.runIf(hasProxy)(`through a real proxy with a password${why}`, () => {
  let clinic: Clinic;
  let proxy: Awaited<ReturnType<typeof tinyproxy>>;

  beforeAll(async () => {
    clinic = await openClinic({ clients: 3 });
    for (const index of [0, 1, 2]) await clinic.add(`clinic-${index}`, index);
    proxy = await tinyproxy(clinic.folder, { user, password: 'secret-of-the-proxy' });
  });
  afterAll(async () => {
    await proxy.stop();
    await clinic.close();
  });

  const at = (secret: string): string => `http://${user}:${secret}@127.0.0.1:${proxy.port}`;
  // Each once: what is issued within the same second does not expire later.
  const renew = (index: number, env: Readonly<Record<string, string>>): Promise<Ran> =>
    clinic.cli(['renew', `clinic-${index}`, '--json'], { env });

  test('the environment names it: refused without the right password, nothing sent', async () => {
    const { code, stdout, stderr } = await renew(0, { HTTPS_PROXY: at(password) });
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      results: [{ outcome: 'failed', error: { code: 'service-unreachable' } }],
    });
    expect(stdout + stderr).not.toContain(password);
    expect(clinic.simulator.requests).toEqual([]);
  });

  test('with it the renewal goes through, POST, GET and handshake', async () => {
    const { code, stdout } = await renew(0, { HTTPS_PROXY: at('secret-of-the-proxy') });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ results: [{ outcome: 'renewed', verified: true }] });
  });

  test('NO_PROXY leaves it out', async () => {
    const { code } = await renew(1, { HTTPS_PROXY: at('wrong'), NO_PROXY: '127.0.0.1' });
    expect(code).toBe(0);
  });

  test('the configuration comes before the environment', async () => {
    const file = join(clinic.home, 'config', 'config.json');
    const config = JSON.parse(readFileSync(file, 'utf8'));
    const { rehearsal } = config.services;
    const services = { rehearsal: { ...rehearsal, proxy: at('secret-of-the-proxy') } };
    writeConfig(clinic.home, { ...config, services });
    const { code } = await renew(2, { HTTPS_PROXY: at('wrong') });
    expect(code).toBe(0);
    const doctor = await clinic.cli(['doctor']);
    expect(doctor.stdout).not.toContain('secret-of-the-proxy');
  });
});
