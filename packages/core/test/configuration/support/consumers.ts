import * as fc from 'fast-check';
import * as v from 'valibot';
import { kinds } from '../../../src/consumers/kinds.ts';

type Entry = Readonly<Record<string, unknown>>;

const pem = { certificate: 'c.crt', key: 'c.pem', encryptKey: true, password: 'keep' } as const;

/** Values of some fields are of a form of their own; a kind that is not here has any. */
const byHand: Readonly<Record<string, Entry>> = {
  pkcs12: { path: '~/a.p12', password: 'keep', format: 'modern' },
  'password-file': { path: 'p' },
  pem: { ...pem, chain: 'x', ca: 'y' },
  'push-exchanger': { path: 'p.yml', ...pem },
  onshi: { path: 'p', ...pem },
  'claim-receiver': { path: 'p', ...pem },
  'receipt-viewer': { path: 'p' },
  monsiaj: { path: 'p', config: 0 },
  'env-file': { path: 'p', passwordKey: 'A_B', pathKey: 'C', p12: 'd' },
  nss: { path: 'p', passwordFile: 'q' },
  'windows-store': {},
  keychain: { path: 'p' },
  'kubernetes-secret': {
    name: 'a-b',
    namespace: 'n',
    context: 'c',
    type: 'Opaque',
    keys: { p12: 'a', password: 'b', certificate: 'c', key: 'd' },
  },
  settings: {
    path: 'p.json',
    format: 'json',
    keys: {
      path: 'a.b',
      password: ['c', 'd[0].e'],
      certificate: 'f',
      key: 'g',
      passphrase: 'h',
      authorities: 'i',
      expiry: 'j',
    },
    p12: 'd',
  },
  panda: { path: 'p', config: 1 },
  manual: { label: '受付のパソコン' },
  command: { run: ['systemctl', 'restart', 'x'], timeout: '5m' },
};

/** Of each kind an entry with every field it can have. */
export const fullEntries: Readonly<Record<string, Entry>> = Object.fromEntries(
  [...kinds].map(([kind, { schema }]) => [kind, { ...anyFields(schema.entries), ...byHand[kind] }]),
);

/** The first of these that each field takes. */
function anyFields(fields: v.ObjectEntries): Entry {
  const values = ['p', 1, true, ['x'], 'A_B', '5m', 'keep', {}];
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]) => {
      if (name === 'kind') return [];
      const alone = v.object({ [name]: field });
      const value = values.find((one) => v.is(alone, { [name]: one }));
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

const odd = fc.constantFrom<unknown>(
  ...[null, '', 'x', 'keep', '5m', 'A_B', 0, 1, -1, 1.5, true, false],
  ...[[], ['x'], [''], [1], {}, { p12: 'a' }, { p12: 'あ' }, { more: 'a' }, { toString: 'a' }],
);
const strayKey = fc.constantFrom(
  ...['more', 'pasword', 'Path', 'path', 'label', 'key', 'config', 'kind', 'run', 'keys'],
  ...['toString', '__proto__', 'constructor', 'hasOwnProperty'],
);

/** Entries with fields left out, of a wrong shape, and too many; most of them nearly right. */
export const anyEntry: fc.Arbitrary<unknown> = fc
  .record({
    base: fc.constantFrom(...Object.entries(fullEntries)),
    without: fc.array(fc.nat({ max: 7 }), { maxLength: 3 }),
    spoilt: fc.array(fc.tuple(fc.nat({ max: 7 }), odd), { maxLength: 1 }),
    stray: fc.array(fc.tuple(strayKey, odd), { maxLength: 1 }),
    kind: fc.oneof({ weight: 9, arbitrary: fc.constant(null) }, odd),
  })
  .map(({ base: [kind, fields], without, spoilt, stray, kind: otherKind }) => {
    const entries = Object.entries(fields).filter((_, index) => !without.includes(index));
    for (const [index, value] of spoilt) {
      const field = entries[index];
      if (field !== undefined) entries[index] = [field[0], value];
    }
    // Not by assignment: `__proto__` is to be an ordinary key, as in a file.
    return Object.fromEntries([['kind', otherKind ?? kind], ...entries, ...stray]);
  });
