import type { Effects } from '../effects.ts';
import type { Secret } from '../secret.ts';
import { sha256Hex } from '../sha256.ts';
import type { Bound } from './bind.ts';
import { mountPoints, type IsMounted } from './mount-points.ts';
import { probePlace, type ProbeResult } from './probe.ts';
import { readTouched } from './read-files.ts';
import { fileKey, liesIn } from './same-file.ts';
import { lastEdit, noteEdits, withEdits, type EditedFiles } from './shared-edits.ts';
import type { PlannedReplacement } from './switch-files.ts';
import type { FileBytes, FileConsumer, Material, PlannedChange } from './types.ts';
import type { ConsumerReason } from '../words/reasons/consumers.ts';

/** What is to happen to one file consumer. */
export type PlannedConsumer = {
  readonly bound: Bound;
  /** Every file it reads or writes: consumers that share one stand or fall together. */
  readonly paths: readonly string[];
  readonly files: readonly { readonly path: string; readonly sha256: string }[];
  /** A file of it is, or would be, written over where it lies. */
  readonly inPlace?: boolean;
} & (
  | { readonly kind: 'current'; readonly keeps?: Secret }
  | {
      readonly kind: 'replace' | 'needs-elevation';
      readonly replacements: readonly PlannedReplacement[];
      readonly changes: readonly PlannedChange[];
      readonly keeps?: Secret;
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
  readonly passwordsFor: (bound: Bound) => Promise<readonly Secret[]>;
  /** Where versions lie that are never changed once written: no place for a consumer. */
  readonly storeDir: string;
  /** Whether to try, by writing an empty file beside it, that a target could be replaced. */
  readonly probe: boolean;
}

/** Plans every file consumer of a certificate; nothing is changed. */
export async function planSet(
  bound: readonly Bound[],
  input: PlanInput,
): Promise<readonly PlannedConsumer[]> {
  const consumers = bound.flatMap((one) =>
    one.consumer.form === 'files' ? [{ one, consumer: one.consumer }] : [],
  );
  const keyForms = new Map(consumers.flatMap(({ consumer }) => [...(consumer.keyForms ?? [])]));
  const planned: PlannedConsumer[] = [];
  const isMounted = await mountPoints(input.effects);
  const edited: EditedFiles = new Map();
  for (const { one, consumer } of consumers) {
    const plan = await planOne(one, consumer, keyForms, { ...input, isMounted, edited });
    if ('replacements' in plan) noteEdits(edited, plan.replacements);
    planned.push((await isInPlace(plan, isMounted)) ? { ...plan, inPlace: true } : plan);
  }
  return holdTogether(refuseConflicts(sharingEdits(planned), input.effects.platform));
}

function sharingEdits(planned: readonly PlannedConsumer[]): readonly PlannedConsumer[] {
  const all = planned.flatMap((one) => ('replacements' in one ? one.replacements : []));
  return planned.map((one) =>
    'replacements' in one
      ? { ...one, replacements: one.replacements.map((each) => lastEdit(each, all)) }
      : one,
  );
}

async function isInPlace(plan: PlannedConsumer, isMounted: IsMounted): Promise<boolean> {
  if ('replacements' in plan && plan.replacements.some(({ inPlace }) => inPlace)) return true;
  for (const path of plan.paths) if (await isMounted(path)) return true;
  return false;
}

async function planOne(
  bound: Bound,
  consumer: FileConsumer,
  keyForms: ReadonlyMap<string, boolean>,
  input: PlanInput & { readonly isMounted: IsMounted; readonly edited: EditedFiles },
): Promise<PlannedConsumer> {
  const { effects, material, allowEarlier, passwordsFor, storeDir, probe, isMounted } = input;
  const { files, unusable } = await readTouched(effects, consumer);
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
  const { platform } = effects;
  const now = effects.now();
  const hints = consumer.passwordHints?.({ files, platform, now }) ?? [];
  const plan = await consumer.plan({
    material,
    files: withEdits(files, input.edited),
    platform,
    passwords: [...(await passwordsFor(bound)), ...hints],
    allowEarlier,
    now,
    keyForms,
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
 * A settings file that needs other rights and a key file that does not must not part: whoever shares
 * a file with a consumer that cannot be switched now waits with it.
 */
function holdTogether(planned: readonly PlannedConsumer[]): readonly PlannedConsumer[] {
  const held = new Set(
    planned
      .filter((one) => one.kind === 'needs-elevation' || one.kind === 'unreadable')
      .flatMap((one) => one.paths),
  );
  let result = planned;
  for (let before = -1; before !== held.size;) {
    before = held.size;
    result = result.map((one) => {
      if (one.kind !== 'replace' || !one.paths.some((path) => held.has(path))) return one;
      for (const path of one.paths) held.add(path);
      return { ...one, kind: 'needs-elevation' as const };
    });
  }
  return result;
}
