import { expect, test } from 'vitest';
import { openClinic } from './support/clinic.ts';

test('where WebORCA cannot be reached, the way out is to verify again, not to renew', async () => {
  const clinic = await openClinic();
  try {
    await clinic.add('clinic-a');
    await clinic.simulator.stop();
    for (const lang of ['ja', 'en'] as const) {
      const { code, stdout, stderr } = await clinic.cli(['verify'], { lang });
      expect(code).toBe(1);
      expect(`${stdout}${stderr}`).toContain('weborca-cert verify');
      expect(`${stdout}${stderr}`).not.toContain('weborca-cert renew');
    }
  } finally {
    await clinic.close();
  }
});
