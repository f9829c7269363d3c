import type { Effects } from '../effects.ts';
import { exists } from '../files/durable.ts';
import type { Secret } from '../secret.ts';
import { sha256Hex } from '../bytes.ts';
import type { Bound } from './bind.ts';
import { readMounts, type IsMounted, probePlace, type ProbeResult } from './probe.ts';
import type { Known } from './remembered.ts';
import { readTouched, type Touched } from './read-files.ts';
import { canonicalPath, fileKey, liesIn } from '../files/paths.ts';
import { setsOf, lastEdit, noteEdits, withEdits, type EditedFiles } from './sets.ts';
import type { PlannedReplacement } from './switch-files.ts';
import type { ConsumerReason } from '../words/reasons/consumers.ts';
import type {
  FileBytes,
  FileConsumer,
  Material,
  PlanContext,
  PlannedChange,
  Ties,
  TouchContext,
} from './types.ts';

/** What is to happen to one file consumer. */
export type PlannedConsumer = {
  readonly bound: Bound;
  /** Every file it reads or writes. */
  readonly paths: readonly string[];
  readonly files: readonly { readonly path: string; readonly sha256: string }[];
  /** A file of it is, or would be, written over where it lies. */
  readonly inPlace?: boolean;
} & (
  | { readonly kind: 'current'; readonly keeps?: Secret; readonly keepsKey?: Secret }
  | {
      readonly kind: 'replace' | 'needs-elevation';
      readonly replacements: readonly PlannedReplacement[];
      readonly changes: readonly PlannedChange[];
      readonly keeps?: Secret;
      readonly keepsKey?: Secret;
    }
  | { readonly kind: 'unreadable'; readonly path: string }
  | {
      readonly kind: 'refused';
      readonly reason: ConsumerReason;
      readonly path: string;
    }
);

export interface PlanInput {
  readonly effects: Effects;
  readonly material: Material;
  readonly allowEarlier: boolean;
  readonly knownFor: (bound: Bound) => Promise<Known>;
  /** Left out: what lies there is not asked whose it is. */
  readonly isOwn?: (subject: string) => boolean;
  /** Where versions lie that are never changed once written: no place for a consumer. */
  readonly storeDir: string;
  /** Whether to try, by writing an empty file beside it, that a target could be replaced. */
  readonly probe: boolean;
}

/** File consumers that are switched together, in the order of the configuration. */
export type PlannedSet = readonly PlannedConsumer[];

/** Plans every file consumer of a certificate, and who of them goes with whom; nothing is changed. */
export async function planSets(
  bound: readonly Bound[],
  input: PlanInput,
): Promise<readonly PlannedSet[]> {
  const { effects } = input;
  const consumers = bound.flatMap((one) =>
    one.consumer.form === 'files' ? [{ one, consumer: one.consumer }] : [],
  );
  const keyForms = new Map(consumers.flatMap(({ consumer }) => [...(consumer.keyForms ?? [])]));
  const planned: PlannedConsumer[] = [];
  const ties: Ties[] = [];
  const isMounted = await readMounts(effects);
  const edited: EditedFiles = new Map();
  const laid = new Set<string>();
  const isTaken = async (path: string) => laid.has(path) || exists(effects.files, path);
  for (const { one, consumer } of consumers) {
    const touched = await readTouched(effects, consumer);
    const plan = await planOne(one, {
      ...input,
      consumer,
      touched,
      keyForms,
      isMounted,
      edited,
      isTaken,
    });
    if ('replacements' in plan) {
      noteEdits(edited, plan.replacements);
      for (const { path } of plan.replacements) laid.add(path);
    }
    planned.push((await isInPlace(plan, isMounted)) ? { ...plan, inPlace: true } : plan);
    ties.push(consumer.ties?.(contextOf(effects, touched.files)) ?? {});
  }
  const members = [];
  const sharing = sharingEdits(planned);
  for (const [index, plan] of refuseConflicts(sharing, effects.platform).entries()) {
    const paths = await Promise.all(plan.paths.map((path) => realFileKey(effects, path)));
    members.push({ plan, paths, ties: ties[index] ?? {} });
  }
  return setsOf(members).map((set) => holdTogether(set.map(({ plan }) => plan)));
}

function sharingEdits(planned: readonly PlannedConsumer[]): readonly PlannedConsumer[] {
  const all = planned.flatMap((one) => ('replacements' in one ? one.replacements : []));
  return planned.map((one) =>
    'replacements' in one
      ? { ...one, replacements: one.replacements.map((each) => lastEdit(each, all)) }
      : one,
  );
}

/** The same for all names of one file. */
export async function realFileKey(
  { files, platform }: Pick<Effects, 'files' | 'platform'>,
  path: string,
): Promise<string> {
  return fileKey(await canonicalPath(files, path), platform);
}

function contextOf(effects: Effects, files: FileBytes): TouchContext {
  return { files, platform: effects.platform };
}

async function isInPlace(plan: PlannedConsumer, isMounted: IsMounted): Promise<boolean> {
  if ('replacements' in plan && plan.replacements.some(({ inPlace }) => inPlace)) return true;
  for (const path of plan.paths) if (await isMounted(path)) return true;
  return false;
}

async function planOne(
  bound: Bound,
  input: PlanInput & {
    readonly consumer: FileConsumer;
    readonly touched: Touched;
    readonly keyForms: ReadonlyMap<string, boolean>;
    readonly isMounted: IsMounted;
    readonly edited: EditedFiles;
    readonly isTaken: PlanContext['isTaken'];
  },
): Promise<PlannedConsumer> {
  const { effects, material, allowEarlier, knownFor, isOwn, storeDir, probe, isMounted } = input;
  const { consumer, keyForms } = input;
  const { files, unusable } = input.touched;
  const digests = digestsOf(files);
  const paths = [...files.keys()];
  if (unusable !== null) {
    const at = { bound, paths: [...paths, unusable.path], files: digests, path: unusable.path };
    if (unusable.reason === 'no-permission') return { ...at, kind: 'unreadable' };
    return { ...at, kind: 'refused', reason: unusable.reason };
  }
  for (const path of paths) {
    if (!(await liesIn(effects, path, storeDir))) continue;
    return { bound, paths, files: digests, kind: 'refused', reason: 'in-store', path };
  }
  const context = contextOf(effects, files);
  const hints = consumer.passwordHints?.(context) ?? [];
  const { passwords, keyPassword } = await knownFor(bound);
  const plan = await consumer.plan({
    ...context,
    material,
    files: withEdits(files, input.edited),
    passwords: [...passwords, ...hints],
    keyPassword,
    ...(isOwn === undefined ? {} : { isOwn }),
    allowEarlier,
    keyForms,
    now: effects.now(),
    isTaken: input.isTaken,
  });
  if (plan.kind === 'current') return { bound, paths, files: digests, ...plan };
  if (plan.kind === 'refused') {
    return { bound, paths, files: digests, ...plan, path: plan.path ?? bound.place };
  }
  const places = new Map<string, ProbeResult>();
  for (const { path } of probe ? plan.replacements : []) {
    places.set(path, await probePlace(effects, path, isMounted));
  }
  const replacements = plan.replacements.map((replacement): PlannedReplacement => {
    const before = files.get(replacement.path) ?? null;
    const inPlace = places.get(replacement.path)?.inPlace === true;
    const plannedFrom = before === null ? null : sha256Hex(before);
    return { ...replacement, plannedFrom, ...(inPlace ? { inPlace } : {}) };
  });
  const all = [...new Set([...paths, ...replacements.map((one) => one.path)])];
  const result = { ...plan, bound, paths: all, files: digests, replacements };
  const stuck = [...places.values()].find(({ ok }) => !ok);
  if (stuck?.needsElevation === true) return { ...result, kind: 'needs-elevation' };
  if (stuck !== undefined) {
    const { path, reason } = stuck;
    return {
      bound,
      paths: all,
      files: digests,
      kind: 'refused',
      reason: reason ?? 'missing',
      path,
    };
  }
  return result;
}

/** Of the files that are there. */
export function digestsOf(files: FileBytes): PlannedConsumer['files'] {
  return [...files].flatMap(([path, bytes]) =>
    bytes === null ? [] : [{ path, sha256: sha256Hex(bytes) }],
  );
}

/** Two entries that want different things in one file: the later one in the list is refused. */
function refuseConflicts(
  planned: readonly PlannedConsumer[],
  platform: NodeJS.Platform,
): readonly PlannedConsumer[] {
  const meanings = new Map<string, string>();
  return planned.map((one) => {
    if (one.kind !== 'replace' && one.kind !== 'needs-elevation') return one;
    const clash = one.replacements.find(({ path, meaning }) => {
      const key = fileKey(path, platform);
      const known = meanings.get(key);
      meanings.set(key, known ?? meaning);
      return known !== undefined && known !== meaning;
    });
    if (clash === undefined) return one;
    const { bound, paths, files } = one;
    return { bound, paths, files, kind: 'refused', reason: 'conflict', path: clash.path };
  });
}

/**
 * Consumers of a set that need other rights stay with those that do not. Where one cannot be brought up
 * to date at all, none of the set is, and no command is told that would do it for one alone.
 */
function holdTogether(set: PlannedSet): PlannedSet {
  const kind = isHeld(set)
    ? 'replace'
    : set.some((one) => one.kind === 'needs-elevation')
      ? 'needs-elevation'
      : null;
  if (kind === null) return set;
  return set.map((one) =>
    one.kind === 'replace' || one.kind === 'needs-elevation' ? { ...one, kind } : one,
  );
}

/** One of a set cannot be brought up to date, so none is. */
export function isHeld(set: PlannedSet): boolean {
  return set.some(({ kind }) => kind === 'refused' || kind === 'unreadable');
}
