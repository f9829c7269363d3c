import { afterEach, describe, expect, test } from 'vitest';
import { openClinic, type Clinic } from './support/clinic.ts';
import { inTerminal } from './support/terminal.ts';

let clinic: Clinic;
afterEach(() => clinic.close());

async function withPending(): Promise<void> {
  clinic = await openClinic({ daysLeft: 89 });
  await clinic.add('clinic-a', 0, ['--no-in-place']);
  clinic.simulator.arm('weborca-502', 2);
}

function posts(): number {
  return clinic.simulator.requests.filter(({ method }) => method === 'POST').length;
}

describe.each([
  ['ja', '確認できないまま切り替えますか?', '実行のたびに確認し直します'],
  ['en', 'Switch to it without verification?', 'Every run checks again'],
] as const)(
  'in %s, a new certificate that nobody could be asked about',
  (lang, question, later) => {
    test('on a terminal a yes uses it', async () => {
      await withPending();
      const ran = await inTerminal(clinic.home, ['renew', 'clinic-a'], [[question, 'y\r']], {
        lang,
      });
      expect(ran.code).toBe(0);
      expect(posts()).toBe(1);
      const { stdout } = await clinic.cli(['versions', 'clinic-a', '--json'], { lang });
      expect(JSON.parse(stdout).versions).toMatchObject([{ inUse: false }, { inUse: true }]);
    });

    test('Enter leaves it waiting, and says what comes next', async () => {
      await withPending();
      const ran = await inTerminal(clinic.home, ['renew', 'clinic-a'], [[question, '\r']], {
        lang,
      });
      expect(ran.code).toBe(1);
      expect(ran.screen).toContain(later);
      const { stdout } = await clinic.cli(['status', '--json'], { lang });
      expect(JSON.parse(stdout).certificates).toMatchObject([{ pending: { step: 'saved' } }]);
    });

    test('elsewhere nobody is asked', async () => {
      await withPending();
      const { code, stderr } = await clinic.cli(['renew', 'clinic-a'], { lang });
      expect(code).toBe(1);
      expect(stderr).not.toContain(question);
      expect(stderr).toContain(later);
    });
  },
);
