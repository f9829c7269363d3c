import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openClinic, type Clinic } from './support/clinic.ts';
import { unixOnly } from '../../core/test/support/left-out.ts';

let clinic: Clinic;
beforeAll(async () => {
  clinic = await openClinic();
});
afterAll(() => clinic.close());

test.skipIf(process.platform === 'win32')(
  `a link is taken in as the file it leads to, so that renewals replace that${unixOnly}`,
  async () => {
    const link = join(clinic.folder, 'link.p12');
    symlinkSync(clinic.p12(0), link);
    const password = ['--password-file', clinic.passwordFile(0)];
    const words = ['add', link, ...password, '--name', 'clinic-a', '--in-place', '--json'];
    const added = await clinic.cli(words);
    expect(JSON.parse(added.stdout)).toMatchObject({
      consumers: [{ kind: 'pkcs12', path: clinic.p12(0), state: 'current' }],
    });
    expect((await clinic.cli(['renew'])).code).toBe(0);
  },
);
