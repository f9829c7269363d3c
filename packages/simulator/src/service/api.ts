import type { Identity } from '@weborca-cert/core';
import type { Authority } from '../authority/authority.ts';
import type { Armoury } from '../faults/armoury.ts';
import { type GetFault, insteadOfWork, spoil, spoilFields } from '../faults/calls.ts';
import { clientFileName } from '../files/names.ts';
import { type Issuance, issue } from './issuance.ts';
import type { Received } from './listener.ts';
import { refusePost } from './refuse.ts';
import { type Answer, errorAnswer, jsonAnswer, type Reply } from './replies.ts';
import type { Seal } from './seal.ts';

/** `lasting`: a uri works again and again; `once`: once; `latest`: until the client's next POST. */
export type UriLife = 'lasting' | 'once' | 'latest';

export interface ServiceOptions {
  readonly authority: Authority;
  readonly armoury: Armoury;
  readonly seal: Seal;
  readonly now: () => Date;
  readonly uriLife: UriLife;
  readonly slowMs: number;
  readonly giantBytes: number;
  /** A second host name that leads to the API's own address. */
  readonly foreignHost: string;
  /** Origins of the two addresses; known once they listen. */
  readonly origins: () => { readonly api: string; readonly otherPort: string };
}

export interface Service {
  readonly issuances: readonly Issuance[];
  /** Makes a key known, so that the fault `reused-key` can use it. */
  readonly remember: (identity: Identity) => void;
  readonly handle: (received: Received) => Promise<Reply>;
}

export const apiPath = '/api/cert';

/**
 * The renewal service as public clients know it: POST of `{}` gives `{uri, pass}`, GET of the uri
 * gives the PKCS#12 file. Sources: monsiaj CertificateManager, panda certificate.c.
 */
export function createService(options: ServiceOptions): Service {
  const { authority, armoury, now } = options;
  const issuances = new Map<string, Issuance>();
  const keys = new Map<string, Identity['privateKey']>();

  function remember({ leaf, privateKey }: Identity): void {
    keys.set(leaf.facts.fingerprintSha256, privateKey);
  }

  function settings(path: string) {
    const { slowMs, giantBytes } = options;
    const elsewhere = options.origins().otherPort + path;
    return { now: now(), slowMs, giantBytes, elsewhere };
  }

  async function post(received: Received): Promise<Reply> {
    const refusal = refusePost(received);
    if (refusal !== null) return refusal;
    const fault = armoury.strike('post');
    const instead = insteadOfWork(fault, settings(apiPath));
    if (instead !== null) return instead;

    const leaf = received.client;
    const privateKey = keys.get(leaf.facts.fingerprintSha256);
    const original = privateKey === undefined ? { leaf } : { leaf, privateKey };
    const made = await issue(authority, original, armoury.strike('issue'), options.seal, now());
    issuances.set(made.id, made);
    remember(made.identity);

    const { api, otherPort } = options.origins();
    const fields = { uri: `${api}${apiPath}/${made.id}`, pass: made.pass };
    const answer = spoilFields(fields, fault, options.foreignHost, otherPort);
    return spoil(jsonAnswer(200, answer), fault, settings(apiPath));
  }

  function get(received: Received, issuance: Issuance): Reply {
    if (isUsedUp(issuance)) return errorAnswer(410, 'Gone');
    const fault: GetFault | null = armoury.strike('get');
    const instead = insteadOfWork(fault, settings(received.path));
    if (instead !== null) return instead;
    issuance.downloads += 1;
    return spoil(file(issuance), fault, settings(received.path));
  }

  function isUsedUp(issuance: Issuance): boolean {
    if (issuance.once || options.uriLife === 'once') return issuance.downloads > 0;
    if (options.uriLife === 'lasting') return false;
    const last = [...issuances.values()].findLast((each) => isSameSubject(each, issuance.asker));
    return last !== issuance;
  }

  return {
    get issuances() {
      return [...issuances.values()];
    },
    remember,
    async handle(received) {
      const { method, path, client } = received;
      if (path === apiPath) {
        return method === 'POST' ? post(received) : errorAnswer(405, 'Method Not Allowed');
      }
      const issuance = issuances.get(path.replace(`${apiPath}/`, ''));
      // Nobody is told of what was made for somebody else.
      if (issuance === undefined || !isSameSubject(issuance, client)) {
        return errorAnswer(404, 'Not Found');
      }
      return method === 'GET' ? get(received, issuance) : errorAnswer(405, 'Method Not Allowed');
    },
  };
}

function isSameSubject(issuance: Issuance, client: Received['client']): boolean {
  return Buffer.compare(issuance.asker.subjectDer, client.subjectDer) === 0;
}

function file({ bytes, identity }: Issuance): Answer {
  return {
    kind: 'answer',
    status: 200,
    headers: {
      'Content-Type': 'application/x-pkcs12',
      'Content-Disposition': `attachment; filename="${clientFileName(identity.leaf)}"`,
    },
    body: bytes,
  };
}
