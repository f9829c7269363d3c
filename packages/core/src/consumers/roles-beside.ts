import type { Settings } from './lines/settings.ts';

const ofPassword = /pass(?:word|phrase|wd)?$/i;
const ofKey = /key/i;
const ofAuthorities = /(?:^|[^a-z])ca(?:$|[^a-z])|cacert|cafile|authorit/i;
const ofExpiry = /expir|not_?after|valid_?(?:to|until)/i;
const pemFile = /\.(?:pem|key|crt|cer)(?:\.\d{8})?$/i;

/**
 * The key of the password that belongs to the file this key names: `ORCA_CERT_PASS` to
 * `ORCA_CERT_PATH`.
 */
export function passwordBeside(key: string, settings: Settings): string | null {
  const stem = key.replace(/_?(?:PATH|FILE|P12|PFX)$/i, '');
  const candidates = keysOf(settings).filter((one) => ofPassword.test(one));
  return (
    candidates.find((one) => one !== key && one.startsWith(stem) && stem !== '') ??
    (candidates.length === 1 ? candidates[0] : nearest(key, candidates)) ??
    null
  );
}

/** What stands beside the key that names a .p12, or a certificate in PEM; null: too little to go by. */
export function rolesBeside(
  key: string,
  named: string,
  settings: Settings,
): Readonly<Record<string, string>> | null {
  const beside = keysOf(settings).filter((one) => one !== key && parentOf(one) === parentOf(key));
  const near = (pattern: RegExp): string | null =>
    nearest(
      key,
      beside.filter((one) => pattern.test(lastOf(one))),
    ) ?? null;
  const expiry = near(ofExpiry);
  const told = expiry === null ? {} : { expiry };
  const password = near(ofPassword);
  if (!pemFile.test(named)) return password === null ? null : { path: key, password, ...told };
  const files = beside.filter((one) => settings.readings(one).some((value) => pemFile.test(value)));
  const authorities = files.filter((one) => ofAuthorities.test(lastOf(one)));
  const keys = files.filter((one) => ofKey.test(lastOf(one)) && !authorities.includes(one));
  const keyFile = nearest(key, keys) ?? null;
  if (keyFile === null) return null;
  const [ca] = authorities;
  return {
    certificate: key,
    key: keyFile,
    ...(password === null ? {} : { passphrase: password }),
    ...(ca === undefined ? {} : { authorities: ca }),
    ...told,
  };
}

function keysOf({ parsed }: Settings): readonly string[] {
  return [...new Set(parsed.entries.map((entry) => entry.key))];
}

function parentOf(key: string): string {
  return key.slice(0, Math.max(key.lastIndexOf('.'), 0));
}

function lastOf(key: string): string {
  return key.slice(key.lastIndexOf('.') + 1);
}

/** The one that has most of its first words in common with the key; none, where two have as many. */
function nearest(key: string, candidates: readonly string[]): string | undefined {
  const own = wordsOf(key);
  const scored = candidates
    .map((one) => {
      const words = wordsOf(one);
      const differs = own.findIndex((word, index) => words[index] !== word);
      return { one, score: differs < 0 ? own.length : differs };
    })
    .toSorted((a, b) => b.score - a.score);
  const [first, second] = scored;
  return first !== undefined && first.score !== second?.score ? first.one : undefined;
}

function wordsOf(key: string): readonly string[] {
  return key
    .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
}
