import {
  dataKeyPattern,
  kubernetesNamePattern,
  timePattern,
  variablePattern,
} from '../consumers/patterns.ts';
import { isRecord } from '../json.ts';
import type { ConsumerKind } from './consumer-kinds.ts';
import {
  filledListOf,
  isFlag,
  isText,
  matches,
  objectOf,
  oneOf,
  type Check,
} from './plain-checks.ts';

const isPassword = oneOf('keep', 'issued');

const rubySettings = entry(
  { path: isText, certificate: isText, key: isText, encryptKey: isFlag, password: isPassword },
  ['path'],
);

const dataKey = matches(dataKeyPattern);

const pemFiles = { certificate: isText, key: isText, chain: isText, ca: isText };
const pemFields = entry({ ...pemFiles, encryptKey: isFlag, password: isPassword });

/**
 * The consumers' entries once more, without valibot: what the kinds declare, and nothing that they
 * refuse (a property test compares the two).
 */
const entries: Readonly<Record<ConsumerKind, Check>> = {
  pkcs12: entry(
    { path: isText, password: isPassword, format: oneOf('same', 'modern', 'compatible') },
    ['path'],
  ),
  'password-file': entry({ path: isText }, ['path']),
  pem: (value) => pemFields(value) && isRecord(value) && ('certificate' in value || 'key' in value),
  'push-exchanger': rubySettings,
  onshi: rubySettings,
  'claim-receiver': rubySettings,
  'receipt-viewer': entry({ path: isText }, ['path']),
  monsiaj: entry(
    { path: isText, config: (value) => Number.isInteger(value) && Number(value) >= 0 },
    ['path'],
  ),
  'env-file': entry(
    {
      path: isText,
      passwordKey: matches(variablePattern),
      pathKey: matches(variablePattern),
      p12: isText,
    },
    ['path', 'passwordKey'],
  ),
  nss: entry({ path: isText, passwordFile: isText }),
  'windows-store': entry({}),
  keychain: entry({ path: isText }),
  'kubernetes-secret': entry(
    {
      name: matches(kubernetesNamePattern),
      namespace: matches(kubernetesNamePattern),
      context: isText,
      type: oneOf('Opaque', 'kubernetes.io/tls'),
      keys: objectOf({ p12: dataKey, password: dataKey, certificate: dataKey, key: dataKey }),
    },
    ['name'],
  ),
  manual: entry({ label: isText }, ['label']),
  command: entry({ run: filledListOf(isText), timeout: matches(timePattern) }, ['run']),
};

export function isPlainConsumer(value: unknown): boolean {
  const kind = isRecord(value) ? value['kind'] : null;
  if (typeof kind !== 'string') return false;
  const checks: Readonly<Record<string, Check>> = entries;
  return Object.hasOwn(checks, kind) && checks[kind]?.(value) === true;
}

function entry(fields: Readonly<Record<string, Check>>, required: readonly string[] = []): Check {
  return objectOf({ kind: isText, ...fields }, required);
}
