declare const described: unique symbol;

/** A JSON Schema (draft-07), as far as it is used here, of a value that is printed. */
export type Schema<T = unknown> = Readonly<Record<string, unknown>> & { readonly [described]?: T };

/**
 * What a command prints by this schema: the one declaration of its shape. The command that prints
 * says that it prints this, so that a field too few, or one of another type, does not compile.
 */
export type JsonOf<S extends Schema> = S extends Schema<infer T> ? T : never;

export const text: Schema<string> = { type: 'string' };
export const flag: Schema<boolean> = { type: 'boolean' };
export const whole: Schema<number> = { type: 'integer' };

/** Anything: described elsewhere, or not promised. */
export const anything: Schema<object> = { type: 'object' };

/** ISO 8601 in UTC, as `Date.toISOString` writes it, and `JSON.stringify` of a date. */
export const instant: Schema<Date | string> = {
  type: 'string',
  pattern: String.raw`^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$`,
};

export function listOf<T>(items: Schema<T>): Schema<readonly T[]> {
  return { type: 'array', items };
}

export function oneOf<const V extends string | number | boolean | null>(
  ...values: readonly V[]
): Schema<V> {
  return { enum: values };
}

export function only<const V extends boolean>(value: V): Schema<V> {
  return { const: value };
}

/** Every word of one of core's unions: one that is missing, or that is not there, does not compile. */
export function everyOf<T extends string>(words: Readonly<Record<T, true>>): Schema<T> {
  return { enum: Object.keys(words) };
}

export function orNull<T>(schema: Schema<T>): Schema<T | null> {
  return { anyOf: [schema, { type: 'null' }] };
}

type Fields = Readonly<Record<string, Schema>>;

type Always<F extends Fields> = { readonly [K in keyof F]: JsonOf<F[K]> };
type Sometimes<F extends Fields> = { readonly [K in keyof F]?: JsonOf<F[K]> | undefined };

/** Fields that are always there, then those that can be missing. More may be added in time. */
export function object<A extends Fields>(always: A): Schema<Always<A>>;
export function object<A extends Fields, S extends Fields>(
  always: A,
  sometimes: S,
): Schema<Always<A> & Sometimes<S>>;
export function object(always: Fields, sometimes: Fields = {}): Schema {
  return {
    type: 'object',
    required: Object.keys(always),
    properties: { ...always, ...sometimes },
  };
}

/** One of several answers, by what was asked for. */
export function either<S extends readonly Schema[]>(...schemas: S): Schema<JsonOf<S[number]>> {
  return { anyOf: schemas };
}
