import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openClinic, type Clinic } from './support/clinic.ts';
import { stable } from './support/transcript.ts';

// What people see, word for word: test/golden/*.txt, renewed with `vitest run -u`.
describe.each(['ja', 'en'] as const)('a first day in %s', (lang) => {
  let clinic: Clinic;
  beforeAll(async () => {
    clinic = await openClinic({ clients: 2, daysLeft: 45 });
  });
  afterAll(() => clinic.close());

  test('from an empty machine to a renewed certificate, and the ways it fails', async () => {
    const blocks: string[] = [];
    const run = async (args: readonly string[]): Promise<void> => {
      const { code, stdout, stderr } = await clinic.cli(args, { lang });
      const shown = args.map((arg) => (arg.includes(' ') ? `'${arg}'` : arg)).join(' ');
      blocks.push(`$ weborca-cert ${shown}\n${stderr}${stdout}[exit code ${code}]\n`);
    };
    const file = [clinic.p12(0), '--password-file', clinic.passwordFile(0)];
    const service = ['--service', 'rehearsal'];
    await run(['status']);
    await run(['check']);
    await run(['inspect', ...file]);
    await run(['inspect', clinic.p12(0), '--password-file', clinic.passwordFile(1)]);
    await run(['inspect', clinic.p12(0)]);
    await run(['inspect', join(clinic.folder, 'missing.p12')]);
    await run(['add', ...file, '--name', 'clinic-a', ...service]);
    await run(['add', ...file, '--name', 'clinic-a', ...service]);
    await run(['add', clinic.p12(1), '--password-file', clinic.passwordFile(1), ...service]);
    await run(['status']);
    await run(['status', 'clinic-a']);
    await run(['check']);
    await run(['verify']);
    await run(['renew', 'clinic-a', '--dry-run']);
    await run(['renew', 'clinic-a']);
    await run(['renew', 'clinic-a']);
    clinic.simulator.arm('post-500');
    await run(['renew', 'client002']);
    await run(['renew', '--all']);
    await run(['status']);
    await run(['check']);
    await run(['status', 'clinic-z']);
    const transcript = stable(blocks.join('\n'), clinic);
    await expect(transcript).toMatchFileSnapshot(`golden/first-day.${lang}.txt`);
  });
});
