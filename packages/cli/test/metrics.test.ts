import { execFileSync } from 'node:child_process';
import { lstatSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { unixOnly } from '../../core/test/support/left-out.ts';
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

  test.skipIf(process.platform === 'win32')(
    `neither it nor a report takes the place of what is no file${unixOnly}`,
    async () => {
      const link = join(clinic.folder, 'stdout');
      symlinkSync('/dev/stdout', link);
      const fifo = join(clinic.folder, 'fifo');
      execFileSync('mkfifo', [fifo]);
      for (const path of [link, fifo]) {
        for (const args of [
          ['metrics', '--textfile', path],
          ['report', '--csv', '--to', path],
        ]) {
          const { code, stderr } = await clinic.cli(args);
          expect({ args, code }).toEqual({ args, code: 1 });
          expect(stderr).toContain('[destination-not-writable]');
        }
      }
      expect(lstatSync(link).isSymbolicLink()).toBe(true);
      expect(lstatSync(fifo).isFIFO()).toBe(true);
    },
  );

  test('tells when it cannot', async () => {
    const { code, stderr } = await clinic.cli(['metrics', '--textfile', '/missing/a.prom']);
    expect(code).toBe(1);
    expect(stderr).toContain('[destination-not-writable]');
  });
});
