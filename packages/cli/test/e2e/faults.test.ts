import { describe, expect, test } from 'vitest';
import { faultNames } from '@weborca-cert/simulator';
import { openClinic } from './support/clinic.ts';
import { expectations, type Expectation } from './support/faults.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const waits: Readonly<Record<Expectation['then'], number>> = {
  done: 0,
  resumes: 0,
  asks: 0,
  'waits-hour': hour,
  'waits-retry': 2 * minute + 1000,
  'waits-day': day,
  'waits-valid': 2 * day + hour,
};

/** Faults that leave the issuance where only the configuration, not time, can help. */
const needConfiguration = new Set(['post-foreign-uri', 'post-other-port-uri']);

describe.concurrent('each fault alone, then a success', { timeout: 120_000 }, () => {
  test.each(faultNames.map((name) => [name, expectations[name]] as const))(
    '%s: %o',
    async (name, { code, posts, then }) => {
      const here = await openClinic();
      try {
        const before = await here.inUse();
        here.simulator.arm(name);
        const met = await here.renew();
        expect(met.error?.code ?? 'ok').toBe(code);
        expect(met.outcome).toBe(code === 'ok' ? 'renewed' : 'failed');
        expect(here.posts()).toBe(posts);
        if (code === 'ok') expect(await here.inUse()).not.toBe(before);
        else expect(await here.inUse()).toBe(before);

        here.simulator.disarm();
        if (needConfiguration.has(name)) return;
        if (waits[then] > 0) {
          // Politeness: an early second run sends nothing.
          const early = await here.renew();
          expect(early.outcome).toBe('failed');
          expect(here.posts()).toBe(posts);
          here.clock.advance(waits[then]);
        }
        const after = await here.renew();
        const asksAgain = then === 'asks' || then.startsWith('waits-');
        const resumed = then === 'resumes' || then === 'waits-valid';
        expect(after.error?.code ?? 'ok').toBe('ok');
        expect(after.outcome).toBe(then === 'done' ? 'not-due' : resumed ? 'resumed' : 'renewed');
        expect(here.posts()).toBe(posts + (asksAgain && !resumed ? 1 : 0));
        expect(await here.inUse()).not.toBe(before);
      } finally {
        await here.close();
      }
    },
  );
});
