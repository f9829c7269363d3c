import * as v from 'valibot';
import type { Bindings, Consumer } from './types.ts';

/** An entry's fields by their names, `kind` among them. */
export type EntrySchema = v.GenericSchema & { readonly entries: v.ObjectEntries };

/** A kind of consumer: which fields its entry has, and how an entry becomes a consumer. */
export interface Kind<S extends v.GenericSchema = EntrySchema> {
  /** What the configuration's schema is made of, too. */
  readonly schema: S;
  /** The consumer, or the field that is wrong and what was expected there. */
  readonly bind: (entry: unknown, bindings: Bindings) => Consumer | FieldProblem;
}

export interface FieldProblem {
  readonly form: 'problem';
  /** `path`, `run.0`; the unknown field's name. */
  readonly field: string;
  readonly expected: string;
}

/** Ties a kind's schema to the function that makes a consumer of a checked entry. */
export function defineKind<S extends EntrySchema>(
  schema: S,
  bind: (entry: v.InferOutput<S>, bindings: Bindings) => Consumer,
): Kind<S> {
  return {
    schema,
    bind(entry, bindings) {
      const parsed = v.safeParse(schema, entry);
      if (parsed.success) return bind(parsed.output, bindings);
      const [issue] = parsed.issues;
      return { form: 'problem', field: v.getDotPath(issue) ?? '', expected: issue.message };
    },
  };
}
