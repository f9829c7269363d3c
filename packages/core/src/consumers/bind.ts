import { resolvePath } from '../files/paths.ts';
import type { Effects } from '../effects.ts';
import { hostFolder } from '../store/layout.ts';
import { storeOf } from '../store/store.ts';
import type { Store, StoredVersion } from '../store/types.ts';
import type { FieldProblem } from './kind.ts';
import { kinds } from './kinds.ts';
import { type Known, consumerId } from './remembered.ts';
import type { Consumer, ConsumerConfiguration, Earlier, Material } from './types.ts';

/** A certificate's entries of the configuration. */
export interface EntriesOf {
  readonly effects: Effects;
  readonly certificate: {
    readonly name: string;
    readonly consumers: readonly ConsumerConfiguration[];
  };
  /** Relative paths of entries start at its folder. */
  readonly configFile: string;
}

/** What the functions over a certificate's consumers need to know of it. */
export interface ConsumersOf extends EntriesOf {
  /** Where its versions are, and where no consumer's file may lie. */
  readonly store: Store;
  /** The certificate's folder in the store; the records lie in its `consumers` folder. */
  readonly certificateFolder: string;
}

/** What every function over a certificate's consumers starts from. */
export function consumersOf(
  {
    effects,
    places,
  }: {
    readonly effects: Effects;
    readonly places: { readonly configFile: string; readonly storeDir: string };
  },
  certificate: EntriesOf['certificate'],
): ConsumersOf {
  const { configFile } = places;
  const store = storeOf({ effects, places });
  return {
    effects,
    certificate,
    configFile,
    store,
    certificateFolder: hostFolder(store, certificate.name),
  };
}

/**
 * Whether a certificate of this subject is this one, at another time: one that was taken over under
 * another CN has had several. Pure.
 */
export function ownSubject(versions: readonly StoredVersion[]): (subject: string) => boolean {
  const subjects = new Set(versions.map(({ manifest }) => manifest.facts.subject));
  return (subject) => subjects.has(subject);
}

/** Brings them up to a certificate. */
export interface Deployment extends ConsumersOf {
  readonly material: Material;
  /** A rollback: a later certificate may be replaced by an earlier one. */
  readonly allowEarlier?: boolean;
  /** Plans and says what would change; no consumer is touched. */
  readonly dryRun?: boolean;
  /** What was in use before. */
  readonly old?: Earlier | null;
  /** Whose certificates may be replaced; left out: of a file with several, those of the same subject. */
  readonly isOwn?: (subject: string) => boolean;
  /** What the files that lie there open with, where nothing that is known does. */
  readonly given?: Known;
  readonly signal: AbortSignal;
}

export interface Bound {
  readonly id: string;
  readonly kind: string;
  readonly place: string;
  readonly consumer: Consumer | FieldProblem;
}

/** The certificate's entries in their order, each checked and made into a consumer. */
export function bindConsumers(input: EntriesOf): readonly Bound[] {
  return input.certificate.consumers.map((entry) => bindConsumer(entry, input));
}

export function bindConsumer(
  entry: ConsumerConfiguration,
  { effects, configFile }: Pick<EntriesOf, 'effects' | 'configFile'>,
): Bound {
  const { homeDir, platform } = effects;
  const resolve = (path: string) => resolvePath(path, { configFile, homeDir, platform });
  const definition = kinds.get(entry.kind);
  const consumer: Consumer | FieldProblem =
    definition === undefined
      ? { form: 'problem', field: 'kind', expected: [...kinds.keys()].join(', ') }
      : definition.bind(entry, { resolve, platform, homeDir });
  const place = consumer.form === 'problem' ? roughPlace(entry) : consumer.place;
  const part = consumer.form === 'files' ? consumer.part : undefined;
  const id = consumerId(entry.kind, part === undefined ? place : `${place}\0${part}`);
  return { id, kind: entry.kind, place, consumer };
}

function roughPlace({ path, label, certificate }: ConsumerConfiguration): string {
  return [path, label, certificate].find((value) => typeof value === 'string') ?? '';
}
