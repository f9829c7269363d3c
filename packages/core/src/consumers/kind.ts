import * as v from 'valibot';
import type { Secret } from '../secret.ts';
import { sha256Hex } from '../bytes.ts';
import type { Settings } from './lines/settings.ts';
import type { Bindings, Consumer, ConsumerConfiguration } from './types.ts';

/** An entry's fields by their names, `kind` among them. */
export type EntrySchema = v.GenericSchema & { readonly entries: v.ObjectEntries };

/** Where a program may keep its settings on this system. */
export interface SystemPlaces {
  readonly platform: NodeJS.Platform;
  /** A path in the home folder. */
  readonly home: (...segments: readonly string[]) => string;
  /** A path in `Program Files (x86)`; none elsewhere than on Windows. */
  readonly programFiles: (...segments: readonly string[]) => readonly string[];
}

/** A settings file that names one of the certificate's files. */
export interface Naming {
  readonly path: string;
  /** The key whose value names it, and the file it names. */
  readonly key: string;
  readonly named: string;
  readonly settings: Settings;
}

/** What a kind says of itself besides how it is brought up to date. */
export interface About<S extends v.GenericSchema = EntrySchema> {
  /** The fields of an entry; the configuration's schema, help and completion are made of it. */
  readonly schema: S;
  /** What people call it. */
  readonly words: { readonly en: string; readonly ja: string };
  /** For `docs/consumers.md`: what is kept in step, and what is changed for it. */
  readonly keeps: { readonly en: string; readonly ja: string };
  readonly changes: { readonly en: string; readonly ja: string };
  /** Settings files to look into for a certificate's file. */
  readonly places?: ((at: SystemPlaces) => readonly string[]) | undefined;
  /** Its settings are looked for among a project's files, too. */
  readonly inProjects?: boolean;
  /** On Windows its files may be granted to the daily run, by one question of the system. */
  readonly grantable?: boolean;
  /** The program renews by itself: the folder below the user's own into which it puts what it got. */
  readonly renewsInto?: readonly string[];
  /** Reads such a file; null: it is not understood. */
  readonly settings?: ((bytes: Uint8Array, path: string) => Settings | null) | undefined;
  /** The entry to offer for it; left out: kind and path say all. Null: none. */
  readonly offer?: (naming: Naming) => ConsumerConfiguration | null;
}

/** A kind of consumer: which fields its entry has, and how an entry becomes a consumer. */
export interface Kind<S extends v.GenericSchema = EntrySchema> extends About<S> {
  /** The consumer, or the field that is wrong and what was expected there. */
  readonly bind: (entry: unknown, bindings: Bindings) => Consumer | FieldProblem;
}

export interface FieldProblem {
  readonly form: 'problem';
  /** `path`, `run.0`; the unknown field's name. */
  readonly field: string;
  readonly expected: string;
}

/**
 * Declares a kind: what it is, and the function that makes a consumer of a checked entry. A file in
 * `kinds/` that exports one is all there is to a new kind; `scripts/config-schema.ts` finds it.
 */
export function defineKind<S extends EntrySchema>(
  about: About<S>,
  bind: (entry: v.InferOutput<S>, bindings: Bindings) => Consumer | FieldProblem,
): Kind<S> {
  return {
    ...about,
    bind(entry, bindings) {
      const parsed = v.safeParse(about.schema, entry);
      if (parsed.success) return bind(parsed.output, bindings);
      const [issue] = parsed.issues;
      return { form: 'problem', field: v.getDotPath(issue) ?? '', expected: issue.message };
    },
  };
}

/** Says what a file holds, without its salt: equal for files that may stand for each other. */
export function meaningOf(what: string, ...parts: readonly (string | Secret | null)[]): string {
  const texts = parts.map((part) => {
    if (part === null) return 'none';
    return typeof part === 'string' ? part : sha256Hex(part.reveal());
  });
  return [what, ...texts].join(' ');
}
