import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openClinic, writeConfig, type Clinic } from './support/clinic.ts';
import { linuxOnly } from '../../core/test/support/left-out.ts';

let clinic: Clinic;
beforeAll(async () => {
  clinic = await openClinic();
  await clinic.add('clinic-a');
  const file = join(clinic.home, 'config', 'config.json');
  writeConfig(clinic.home, readFileSync(file, 'utf8').replace(/"ca": "[^"]*"/, '"ca": null'));
});
afterAll(() => clinic.close());

// What Node takes for the system's roots on Linux; elsewhere they are the operating system's own.
test.runIf(process.platform === 'linux')(
  `without a CA of its own a service is trusted by the system’s roots, and by nobody else${linuxOnly}`,
  async () => {
    const stranger = await clinic.cli(['renew', '--json']);
    expect(stranger.code).toBe(1);
    expect(JSON.parse(stranger.stdout)).toMatchObject({
      results: [{ outcome: 'failed', error: { code: 'service-untrusted' } }],
    });
    const env = { SSL_CERT_FILE: clinic.simulator.caFile ?? '' };
    const trusted = await clinic.cli(['renew', '--json'], { env });
    expect(trusted.code).toBe(0);
    expect(JSON.parse(trusted.stdout)).toMatchObject({
      results: [{ outcome: 'renewed', verified: true }],
    });
  },
);
