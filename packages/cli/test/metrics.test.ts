import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openClinic, type Clinic } from './support/clinic.ts';

describe('--textfile', () => {
  let clinic: Clinic;
  beforeAll(async () => {
    clinic = await openClinic();
    await clinic.add('clinic-a');
  });
  afterAll(() => clinic.close());

  test('replaces a file that others may read, and leaves nothing beside it', async () => {
    const folder = join(clinic.folder, 'textfile');
    mkdirSync(folder);
    const file = join(folder, 'weborca.prom');
    for (let run = 0; run < 2; run++) {
      expect(await clinic.cli(['metrics', '--textfile', file])).toEqual({
        code: 0,
        stdout: '',
        stderr: '',
      });
    }
    expect(readFileSync(file, 'utf8')).toContain('weborca_cert_state{name="clinic-a"');
    expect(statSync(file).mode & 0o777).toBe(0o644);
    expect(readdirSync(folder)).toEqual(['weborca.prom']);
  });

  test('tells when it cannot', async () => {
    const { code, stderr } = await clinic.cli(['metrics', '--textfile', '/missing/a.prom']);
    expect(code).toBe(1);
    expect(stderr).toContain('[destination-not-writable]');
  });
});
