/** A JSON Schema (draft-07), as far as it is used here. */
export type Schema = Readonly<Record<string, unknown>>;

export const text: Schema = { type: 'string' };
export const flag: Schema = { type: 'boolean' };
export const whole: Schema = { type: 'integer' };

/** ISO 8601 in UTC, as `Date.toISOString` writes it. */
export const instant: Schema = {
  type: 'string',
  pattern: String.raw`^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$`,
};

export function listOf(items: Schema): Schema {
  return { type: 'array', items };
}

export function oneOf(...values: readonly (string | number | boolean | null)[]): Schema {
  return { enum: values };
}

/** Every word of one of core's unions: one that is missing, or that is not there, does not compile. */
export function everyOf<T extends string>(words: Readonly<Record<T, true>>): Schema {
  return oneOf(...Object.keys(words));
}

export function orNull(schema: Schema): Schema {
  return { anyOf: [schema, { type: 'null' }] };
}

/** Fields that are always there, then those that can be missing. More may be added in time. */
export function object(
  always: Readonly<Record<string, Schema>>,
  sometimes: Readonly<Record<string, Schema>> = {},
): Schema {
  return {
    type: 'object',
    required: Object.keys(always),
    properties: { ...always, ...sometimes },
  };
}
