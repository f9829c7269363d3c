import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Observer } from '@weborca-cert/core';

/** Certificates between two collections: 20 ms each, of minutes. */
const collectEvery = 200;

/**
 * Keeps a long run's memory at what is alive at once, which is the same for five certificates and
 * for 5,000. V8 lets its spaces grow with what is allocated, and does not see that a small dead
 * object may hold a TLS context of 50 KB: it collects too late (1,000 renewals reach 289 MB without
 * this, 244 MB with it; 5,000 have to stay below 300).
 *
 * @returns the observer, which also counts the certificates that somebody looks at (`adopt`)
 */
export function keepingMemorySmall(observe: Observer): Observer {
  const collect = collector();
  let begun = 0;
  return (event) => {
    observe(event);
    if (event.kind !== 'started' || event.step !== 'adopt') return;
    begun += 1;
    if (begun % collectEvery === 0) collect();
  };
}

/** V8's own `gc`, which is there for those who ask for it. */
function collector(): () => void {
  setFlagsFromString('--expose-gc');
  const found: unknown = runInNewContext('gc');
  return () => {
    if (typeof found === 'function') Reflect.apply(found, undefined, []);
  };
}

/**
 * For what goes through tens of thousands of certificates once: V8's space for young objects grows to
 * 48 MB, which is a quarter of what `metrics` over 50,000 needs (250 MB, and 173 without; it takes no
 * longer).
 */
export function keepYoungHeapSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}
