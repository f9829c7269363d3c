import type { Handshake } from '../connection/handshake.ts';
import type { Finding } from '../findings/findings.ts';
import { finding } from '../findings/levels.ts';

/** The renewal API's handshakes: with the certificate, and with none. Not a request over either. */
export interface ApiHandshakes {
  readonly host: string;
  /** Whose certificate was shown. */
  readonly name: string;
  readonly shown: Handshake;
  readonly bare: Handshake;
}

/**
 * What a renewal will meet, as far as it can be seen without asking for one. Pure. That a handshake
 * is let through without a certificate is no fault: some gateways say no by HTTP, to the request.
 */
export function judgeApiHandshakes({ host, name, shown, bare }: ApiHandshakes): readonly Finding[] {
  if (shown.kind !== 'trusted' || shown.refusal !== null) return [];
  const turnedAway = bare.kind === 'failed' || (bare.kind === 'trusted' && bare.refusal !== null);
  return [
    finding('api-takes-certificate', { name, host }),
    finding(turnedAway ? 'api-asks-certificate' : 'api-open-without', { host }),
  ];
}
