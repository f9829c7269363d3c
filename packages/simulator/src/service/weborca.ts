import type { Armoury } from '../faults/armoury.ts';
import { notPermitted } from '../faults/statuses.ts';
import { filterPage, spoilWeborca } from '../faults/weborca.ts';
import type { InBetween, Received } from './listener.ts';
import { errorAnswer, nginxRefusal, type Reply } from './replies.ts';

/** How WebORCA turns one certificate away, again and again. */
export type WeborcaRefusal = 'http-400' | 'http-403' | 'cut';

export interface Weborca {
  /** Refuses the certificate with this fingerprint (lower-case hex) until `accept`. */
  readonly refuse: (fingerprintSha256: string, how?: WeborcaRefusal) => void;
  readonly accept: (fingerprintSha256: string) => void;
  readonly handle: (received: Received) => Promise<Reply>;
  readonly filter: InBetween;
}

/**
 * WebORCA as far as a certificate check needs it: 401 to everybody whose certificate was admitted,
 * since Basic authentication comes after mutual TLS and nobody has an account here.
 */
export function createWeborca(armoury: Armoury, slowMs: number): Weborca {
  const refused = new Map<string, WeborcaRefusal>();
  const unauthorized = errorAnswer(401, 'Unauthorized');
  const good = {
    ...unauthorized,
    headers: { ...unauthorized.headers, 'WWW-Authenticate': 'Basic realm="WebORCA"' },
  };
  return {
    refuse(fingerprintSha256, how = 'http-403') {
      refused.set(fingerprintSha256, how);
    },
    accept(fingerprintSha256) {
      refused.delete(fingerprintSha256);
    },
    filter: {
      stands: () => armoury.armed()[0]?.name === 'weborca-filter',
      answer(shown) {
        if (!shown) armoury.strike('weborca');
        return filterPage();
      },
    },
    async handle({ client }) {
      const how = refused.get(client.facts.fingerprintSha256);
      if (how === 'http-400') return nginxRefusal(true);
      if (how === 'http-403') return notPermitted();
      if (how === 'cut') return { kind: 'cut' };
      return spoilWeborca(good, armoury.strike('weborca'), slowMs);
    },
  };
}
