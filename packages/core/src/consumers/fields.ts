import * as v from 'valibot';
import type { ConsumerKind } from './kind-words.ts';

/** Field schemas that several kinds share. Messages are what is expected; they need no translation. */

const anything = '"…"';

/** The `kind` of an entry, described for an editor that completes it. */
export const kindOf = <const K extends ConsumerKind>(kind: K, description: string) =>
  v.pipe(v.literal(kind), v.description(description));

const paths = new WeakSet<object>();

/** A path: absolute, `~/…`, or relative to the configuration's folder. */
export function path(description: string) {
  const schema = v.pipe(v.string(anything), v.minLength(1, anything), v.description(description));
  paths.add(schema);
  return schema;
}

/** Whether a field, needed or not, holds a path. */
export function isPathField(field: object): boolean {
  const inner: unknown = 'wrapped' in field ? field.wrapped : field;
  return typeof inner === 'object' && inner !== null && paths.has(inner);
}

export const text = (description: string) =>
  v.pipe(v.string(anything), v.minLength(1, anything), v.description(description));

export const flag = (description: string) =>
  v.pipe(v.boolean('true, false'), v.description(description));

export function oneOf<const T extends readonly string[]>(options: T, description: string) {
  return v.pipe(v.picklist(options, options.join(', ')), v.description(description));
}

export const commandLine = (description: string) =>
  v.pipe(
    v.array(text(description), '["…", "…"]'),
    v.minLength(1, '["…", "…"]'),
    v.description(description),
  );

/** `keep`: sealed again under the password it has; `issued`: under the new one. */
export const password = v.optional(
  oneOf(['keep', 'issued'], 'keep: under the password it has; issued: under the new one'),
);

/** Which of several connections in one settings file, counted from 0. */
export const connectionNumber = v.optional(
  v.pipe(
    v.number('0, 1, …'),
    v.integer('0, 1, …'),
    v.minValue(0, '0, 1, …'),
    v.description('Number of the connection; default: those that use this certificate'),
  ),
);

/** The message for an entry that is no object at all, and for an unknown field. */
export const object = '{ … }';
