import { builtInServices } from '../configuration/built-in.ts';
import type { Finding } from '../findings/findings.ts';
import { withTexts } from './texts.ts';

/**
 * Facts that are the program's own words, versions, instants and counts. Everything else is
 * somebody's, and is replaced: a fact that is new here is hidden until somebody thinks about it.
 */
const own: ReadonlySet<string> = new Set([
  ...['algorithm', 'algorithms', 'area', 'at', 'code', 'during', 'from', 'how', 'kind', 'level'],
  ...['limit', 'mode', 'node', 'notAfter', 'notBefore', 'problem', 'programs', 'provider'],
  ...['reason', 'reasons', 'result', 'retry', 'scheme', 'since', 'step', 'system', 'tool'],
  ...['until', 'variable', 'variables', 'version', 'wanted'],
]);

/** What stands in the place of the rest, by what the fact is called. */
const kinds: Readonly<Record<string, string>> = {
  name: 'certificate',
  names: 'certificate',
  certificates: 'certificate',
  pilot: 'certificate',
  service: 'service',
  host: 'host',
  proxy: 'host',
  site: 'host',
  addresses: 'address',
  peer: 'address',
  user: 'user',
  accounts: 'user',
  subject: 'subject',
  issuer: 'subject',
  authorities: 'subject',
};

/** What a file is, and never a part of somebody's name for it. */
const endings =
  /\.(?:p12|pfx|pem|crt|cer|der|key|jks|zip|json|ya?ml|conf|env|properties|txt|js|exe|service|timer)$/i;

const publicHosts: ReadonlySet<string> = new Set(
  [...builtInServices.values()].flatMap(({ weborca, site }) =>
    [weborca, site].flatMap((url) => [url, new URL(url).host]),
  ),
);

/**
 * Makes a report fit to be posted where anybody reads it: names of certificates (which are
 * clinics'), users, paths, and hosts that are not public become `certificate-1`, `path-2.p12`, the
 * same one the same word throughout, so that a report can still be followed. Pure.
 *
 * @example
 * shared([finding('backup-missing', { name: '青葉台内科', path: 'E:/控え' })]);
 * // facts: { name: 'certificate-1', path: 'path-1' }
 */
export function shared(findings: readonly Finding[]): readonly Finding[] {
  const given = new Map<string, string>();
  const counts = new Map<string, number>();
  const replaced = (kind: string, value: string, ending = ''): string => {
    const key = `${kind}\0${value}`;
    const known = given.get(key);
    if (known !== undefined) return known;
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    given.set(key, `${kind}-${count}${ending}`);
    return `${kind}-${count}${ending}`;
  };
  return findings.map((finding) => withTexts(finding, (text, key) => ofText(text, key, replaced)));
}

type Replace = (kind: string, value: string, ending?: string) => string;

function ofText(value: string, key: string, replaced: Replace): string {
  if (value === '') return value;
  if (key === 'commonName') return /^client\d+$/.test(value) ? value : replaced('name', value);
  if (key === 'failures') {
    const [, name = value, rest = ''] = /^(.*)( \([a-z0-9-]+\))$/s.exec(value) ?? [];
    return replaced('certificate', name) + rest;
  }
  // A version of the store has a fingerprint in its name.
  if (/^\d{8}T\d{6}Z-[0-9a-f]{8}$/.test(value)) return replaced('version', value);
  if (own.has(key)) return isWord(value) ? value : replaced('text', value);
  const kind = kinds[key];
  if (kind === 'host') return publicHosts.has(value) ? value : replaced(kind, value);
  if (kind === 'service' && builtInServices.has(value)) return value;
  if (kind !== undefined) return replaced(kind, value);
  const ending = endings.exec(value)?.[0] ?? '';
  return /[\\/]/.test(value) && !/\s/.test(value)
    ? replaced('path', value, ending)
    : replaced('text', value);
}

/** Codes, versions and times: nothing that could be a person's, a place's or a path. */
function isWord(value: string): boolean {
  return value.length <= 80 && /^[A-Za-z0-9][\w .,:+()#-]*$/.test(value) && !value.includes('..');
}
