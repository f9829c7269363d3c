import { dayMs, type Identity, type RecordedCall } from '@weborca-cert/core';
import type { Authority } from '../authority/authority.ts';
import type { Armoury } from '../faults/armoury.ts';
import { type GetFault, insteadOfWork, spoil, spoilFields } from '../faults/calls.ts';
import { clientFileName } from '../files/names.ts';
import { notPermitted } from '../faults/statuses.ts';
import type { ServiceRules } from '../rules/catalogue.ts';
import { replyLike } from '../replay/answers.ts';
import type { Replay } from '../replay/replay.ts';
import { type Issuance, issue, type IssueFault } from './issuance.ts';
import type { Received } from './listener.ts';
import { refusePost } from './refuse.ts';
import { type Answer, errorAnswer, jsonAnswer, type Reply } from './replies.ts';
import type { Seal } from './seal.ts';

/** `lasting`: a uri works again and again; `once`: once; `latest`: until the client's next POST. */
export type UriLife = 'lasting' | 'once' | 'latest';

export interface ServiceOptions {
  readonly authority: Authority;
  readonly armoury: Armoury;
  readonly replay: Replay | null;
  readonly seal: Seal;
  readonly now: () => Date;
  readonly uriLife: UriLife;
  readonly rules: ServiceRules;
  /** The new certificate was fetched, and the old one is over by `old-certificate`. */
  readonly onOver: (fingerprintSha256: string) => void;
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

/** The WebORCA client asks from then on (user guide). */
const earliestDays = 90;
const shortLifeMs = 10 * 60_000;

export const apiPath = '/api/cert';

/**
 * The renewal service as public clients know it: POST of `{}` gives `{uri, pass}`, GET of the uri
 * gives the PKCS#12 file. Sources: monsiaj CertificateManager, panda certificate.c.
 */
export function createService(options: ServiceOptions): Service {
  const { armoury, now, rules } = options;
  const over = new Set<string>();
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
    const seen = options.replay?.next('request') ?? null;
    if (seen !== null) return postLike(seen, received);
    if (isTooEarly(received.client)) return notPermitted();
    const fault = armoury.strike('post');
    const instead = insteadOfWork(fault, settings(apiPath));
    if (instead !== null) return instead;

    const made =
      againFor(received.client) ?? (await make(received.client, armoury.strike('issue')));
    const { otherPort } = options.origins();
    const fields = { uri: uriOf(made), pass: made.pass };
    const answer = spoilFields(fields, fault, { foreignHost: options.foreignHost, otherPort });
    const status = Number(rules['issued-status']);
    return spoil(jsonAnswer(status, answer), fault, settings(apiPath));
  }

  function isTooEarly({ facts }: Received['client']): boolean {
    const left = facts.notAfter.getTime() - now().getTime();
    return rules['early-renewal'] === 'refused' && left > earliestDays * dayMs;
  }

  function againFor(client: Received['client']): Issuance | null {
    if (rules['second-post'] !== 'same-again') return null;
    const last = [...issuances.values()].findLast((each) => isSameSubject(each, client));
    return last?.downloads === 0 ? last : null;
  }

  async function make(leaf: Received['client'], fault: IssueFault | null): Promise<Issuance> {
    const privateKey = keys.get(leaf.facts.fingerprintSha256);
    const original = privateKey === undefined ? { leaf } : { leaf, privateKey };
    const made = await issue(options, original, { fault, now: now() });
    issuances.set(made.id, made);
    remember(made.identity);
    return made;
  }

  const uriOf = ({ id }: Issuance): string => `${options.origins().api}${apiPath}/${id}`;

  async function postLike(seen: RecordedCall, { client }: Received): Promise<Reply> {
    const made = await make(client, options.replay?.issueFault ?? null);
    const uri = (form: string): string => uriLike(form, uriOf(made), options);
    return replyLike(seen, { ...settings(apiPath), uri, pass: made.pass });
  }

  function get(received: Received, issuance: Issuance): Reply {
    if (isUsedUp(issuance)) {
      return rules.gone === '404' ? errorAnswer(404, 'Not Found') : errorAnswer(410, 'Gone');
    }
    const seen = options.replay?.next('download') ?? null;
    if (seen !== null) {
      const spoiled = options.replay?.unreadable === true;
      const bytes = spoiled ? issuance.bytes.toReversed() : issuance.bytes;
      return replyLike(seen, { ...settings(received.path), file: bytes });
    }
    const fault: GetFault | null = armoury.strike('get');
    const instead = insteadOfWork(fault, settings(received.path));
    if (instead !== null) return instead;
    issuance.downloads += 1;
    const { fingerprintSha256 } = issuance.asker.facts;
    if (rules['old-certificate'] === 'refused-once-downloaded') {
      over.add(fingerprintSha256);
      options.onOver(fingerprintSha256);
    }
    return spoil(file(issuance), fault, settings(received.path));
  }

  function isUsedUp(issuance: Issuance): boolean {
    const once = issuance.once || options.uriLife === 'once' || rules.downloads === 'once';
    if (once && issuance.downloads > 0) return true;
    const age = now().getTime() - issuance.at.getTime();
    if (rules['uri-life'] === 'ten-minutes' && age > shortLifeMs) return true;
    if (options.uriLife !== 'latest' && rules['second-post'] !== 'replaces') return false;
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
      if (over.has(client.facts.fingerprintSha256)) return notPermitted();
      if (path === apiPath) {
        return method === 'POST' ? post(received) : errorAnswer(405, 'Method Not Allowed');
      }
      const issuance = issuances.get(path.replace(`${apiPath}/`, ''));
      // Another client's certificate is answered as if it were not there.
      if (issuance === undefined || !isSameSubject(issuance, client)) {
        return errorAnswer(404, 'Not Found');
      }
      return method === 'GET' ? get(received, issuance) : errorAnswer(405, 'Method Not Allowed');
    },
  };
}

/** The same file's address, of the form that was recorded. */
function uriLike(form: string, uri: string, { foreignHost, origins }: ServiceOptions): string {
  const at = new URL(uri);
  switch (form) {
    case 'http':
      return uri.replace(/^https:/, 'http:');
    case 'https-on-another-port':
      return new URL(at.pathname, origins().otherPort).href;
    case 'https-on-another-host':
      at.hostname = foreignHost;
      return at.href;
    case 'empty':
      return '';
    case 'https-on-the-origin-asked':
      return uri;
    default:
      return 'replayed';
  }
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
