import { existsSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openClinic, type Clinic } from './support/clinic.ts';
import { leftOut } from '../../core/test/support/left-out.ts';

let clinic: Clinic;
beforeAll(async () => {
  clinic = await openClinic();
});
afterAll(() => clinic.close());

test('import before anything is registered says so, and how to register', async () => {
  const { code, stderr } = await clinic.cli(['import'], { lang: 'ja' });
  expect(code).toBe(2);
  expect(stderr).toContain('[nothing-under-care]');
  expect(stderr).toContain('weborca-cert add');
  expect(stderr).not.toContain('N|FILE');
});

// As inside WSL, whose tools this machine does not have: the wizard cannot open.
const hasWsl = existsSync('/usr/bin/wslpath');
test.skipIf(hasWsl)(
  `which password a wizard will ask for is said before it opens${leftOut(!hasWsl, 'inside WSL')}`,
  async () => {
    await clinic.add('clinic-a');
    const env = { WSL_DISTRO_NAME: 'Ubuntu' };
    const { code, stderr } = await clinic.cli(['import', 'clinic-a'], { env, lang: 'ja' });
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /weborca-cert password clinic-a --copy でコピーできます。\s+[^]*\[tool-missing\]/,
    );
    expect(stderr).not.toContain(clinic.password(0));
  },
);
