import type { FailureReason } from '../words/reasons/connection.ts';
import { lookup } from 'node:dns/promises';
import { unreachableReason } from '../connection/failure-reason.ts';
import { errnoOf } from '../files/errno.ts';
import type { Handshake, HandshakeTarget } from '../connection/handshake.ts';

export type Lookup =
  | { readonly kind: 'found'; readonly addresses: readonly string[] }
  | { readonly kind: 'failed'; readonly reason: FailureReason };

/** What the doctor asks of the network beside a verification; a test answers for it. */
export interface NetworkProbe {
  readonly lookup: (host: string) => Promise<Lookup>;
  readonly shakeHands: (target: HandshakeTarget) => Promise<Handshake>;
}

export const nodeNetwork: NetworkProbe = {
  async lookup(host) {
    try {
      const found = await lookup(host, { all: true });
      return { kind: 'found', addresses: found.map(({ address }) => address) };
    } catch (error) {
      return { kind: 'failed', reason: unreachableReason(errnoOf(error) ?? '') ?? 'no-such-name' };
    }
  },
  async shakeHands(target) {
    const { shakeHands } = await import('../connection/handshake.ts');
    return shakeHands(target);
  },
};
