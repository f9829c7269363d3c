import { isDeepStrictEqual } from 'node:util';
import { bindConsumer, bindConsumers, consumersOf, ownSubject } from '../consumers/bind.ts';
import {
  bothOf,
  knownFor,
  rememberPassword,
  spellingsOf,
  type Known,
} from '../consumers/remembered.ts';
import { planSets, type PlannedConsumer } from '../consumers/plan-sets.ts';
import type { ConsumerConfiguration, Material } from '../consumers/types.ts';
import type { PasswordSource } from '../context.ts';
import type { Effects } from '../effects.ts';
import { isWeborcaError, WeborcaError } from '../errors.ts';
import { kindNames, recognise } from '../pkcs12/recognise.ts';
import { materialOf } from '../renewal/consumers.ts';
import type { OpenedVersion, Session } from '../renewal/session.ts';
import { Secret } from '../secret.ts';
import { sha256Hex } from '../bytes.ts';
import { listVersions } from '../store/read-version.ts';
import { readSourceFile } from './source-file.ts';
import type { ConsumerReason } from '../words/reasons/consumers.ts';

/** What opens a consumer's file as it lies there; asked for only where nothing that is known does. */
export interface Present {
  readonly password?: PasswordSource;
  readonly keyPassword?: PasswordSource;
}

/** All of it, now. */
export async function givenBy(present: Present | undefined): Promise<Known | null> {
  if (present === undefined) return null;
  const password = (await present.password?.()) ?? null;
  const keyPassword = (await present.keyPassword?.()) ?? null;
  return { passwords: password === null ? [] : spellingsOf(password), keyPassword };
}

/** These pass, and what has the later certificate is taken over from there. */
const passing: ReadonlySet<string> = new Set<ConsumerReason>([
  'later-certificate',
  'in-use',
  'io-error',
  'too-many-open-files',
  'disk-full',
  'read-only',
  'not-connected',
]);

/**
 * Sees whether an entry can ever be brought up to date: each deployment would fail at it else. What
 * opened its file is remembered. Rights that are missing are no hindrance: somebody has them.
 *
 * @throws WeborcaError `password-missing`, `password-wrong`, `not-a-certificate`, `pkcs12-damaged`,
 * `consumer-failed` with the reason
 */
export async function tryConsumer(
  session: Session,
  entry: ConsumerConfiguration,
  { present, inUse }: { readonly present: Present; readonly inUse: OpenedVersion },
): Promise<void> {
  const { effects, certificateFolder, ...at } = consumersOf(session.context, session.certificate);
  const { id } = bindConsumer(entry, { effects, ...at });
  const nothing: Known = { passwords: [], keyPassword: null };
  let given = nothing;
  const material = materialOf(session, inUse);
  const plan = async () => refusedBy(await planEntry(session, entry, { material, given }));
  let refused = await plan();
  if (refused?.reason === 'password-unknown') {
    const { path } = refused;
    for (const password of await spellings(path, present.password)) {
      if (refused?.reason !== 'password-unknown') break;
      given = { passwords: [password], keyPassword: null };
      refused = await plan();
    }
    if (refused?.reason === 'password-unknown') throw new WeborcaError('password-wrong', { path });
  }
  if (refused?.reason === 'key-password-unknown') {
    const { path } = refused;
    const keyPassword = (await present.keyPassword?.()) ?? null;
    if (keyPassword === null) throw new WeborcaError('password-wrong', { path, of: 'key' });
    given = { ...given, keyPassword };
    refused = await plan();
    if (refused?.reason === 'key-password-unknown') {
      throw new WeborcaError('password-wrong', { path, of: 'key-given' });
    }
  }
  if (refused !== null && !passing.has(refused.reason)) throw await refusal(session, refused);
  // Two that agree on the certificate in use may not agree on the next.
  const next = afterRenewal(material, effects);
  const later = refusedBy(await planEntry(session, entry, { material: next, given }));
  if (later?.reason === 'conflict') throw await refusal(session, later);
  const [password] = given.passwords;
  const { keyPassword } = given;
  if (password !== undefined) await rememberPassword(effects, certificateFolder, { id, password });
  if (keyPassword !== null) {
    await rememberPassword(effects, certificateFolder, { id, of: 'key', password: keyPassword });
  }
}

type Refused = Extract<PlannedConsumer, { readonly kind: 'refused' }>;

function refusedBy(plan: PlannedConsumer | undefined): Refused | null {
  return plan?.kind === 'refused' ? plan : null;
}

/** What a renewal will bring, as far as it tells who agrees: another certificate and password. */
function afterRenewal(material: Material, { randomBytes }: Pick<Effects, 'randomBytes'>): Material {
  const { identity } = material;
  const bytes = randomBytes(32);
  const facts = { ...identity.leaf.facts, fingerprintSha256: sha256Hex(bytes) };
  const leaf = { ...identity.leaf, facts };
  const password = new Secret(Buffer.from(bytes).toString('hex').slice(0, 16));
  return { ...material, password, identity: { ...identity, leaf } };
}

/** Planned with the others, since two that want different things of a file are a conflict. */
async function planEntry(
  session: Session,
  entry: ConsumerConfiguration,
  { material, given }: { readonly material: Material; readonly given: Known },
): Promise<PlannedConsumer | undefined> {
  const { context, certificate, store } = session;
  const at = consumersOf(context, certificate);
  const bound = bindConsumer(entry, at);
  const consumers = certificate.consumers.filter((other) => !isDeepStrictEqual(other, entry));
  const others = bindConsumers({ ...at, certificate: { ...certificate, consumers } });
  const versions = await listVersions(store, certificate.name);
  const sets = await planSets([...others, bound], {
    effects: context.effects,
    material,
    allowEarlier: false,
    async knownFor(one) {
      const known = await knownFor(at, one);
      return one === bound ? bothOf(given, known) : known;
    },
    isOwn: ownSubject(versions),
    storeDir: store.dir,
    // A folder that is not there would stop every renewal.
    probe: true,
  });
  return sets.flat().find((plan) => plan.bound === bound);
}

/** @throws WeborcaError `password-missing` */
async function spellings(
  path: string,
  source: PasswordSource | undefined,
): Promise<readonly Secret[]> {
  const given = (await source?.()) ?? null;
  if (given === null) throw new WeborcaError('password-missing', { path });
  return spellingsOf(given);
}

/** What lies there instead says more than that it is no .p12. */
async function refusal({ context }: Session, plan: Refused): Promise<WeborcaError> {
  const { reason, path, bound } = plan;
  const at = path === bound.place ? {} : { at: path };
  const refused = { kind: bound.kind, path: bound.place, reason, ...at, doing: 'add' } as const;
  if (reason !== 'not-a-pkcs12') return new WeborcaError('consumer-failed', refused);
  const bytes = await readSourceFile(context.effects.files, path);
  const kind = recognise(bytes);
  if (kind !== 'pkcs12') {
    return new WeborcaError('not-a-certificate', { path, found: kindNames[kind] });
  }
  const { openPkcs12 } = await import('../pkcs12/open.ts');
  try {
    await openPkcs12(bytes, new Secret(''), { path });
  } catch (error) {
    if (isWeborcaError(error) && error.code !== 'password-wrong') return error;
  }
  return new WeborcaError('consumer-failed', refused);
}
