import { kinds } from '../consumers/kinds.ts';
import { isRecord } from '../json.ts';

/** What `consumers add` can be told about one kind. */
export interface ConsumerKindFields {
  readonly kind: string;
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

/** Every kind of consumer with its fields, in the order of the published schema. */
export async function consumerKindFields(): Promise<readonly ConsumerKindFields[]> {
  const { configurationSchemaText } = await import('../configuration/schema-text.ts');
  const schema: unknown = JSON.parse(configurationSchemaText);
  const path = ['properties', 'certificates', 'additionalProperties', 'properties', 'consumers'];
  const declared = at(schema, ...path, 'items', 'oneOf');
  return Array.isArray(declared) ? declared.map(fieldsOf) : [];
}

/** Whether settings of this kind are looked for among a project's files. */
export function liesInProjects(kind: string): boolean {
  return kinds.get(kind)?.inProjects === true;
}

function fieldsOf(kind: unknown): ConsumerKindFields {
  const properties = at(kind, 'properties');
  const names = isRecord(properties) ? Object.keys(properties) : [];
  const needed = at(kind, 'required');
  const isNeeded = (name: string): boolean => Array.isArray(needed) && needed.includes(name);
  const own = names.filter(
    (name) => name !== 'kind' && !isRecord(at(properties, name, 'properties')),
  );
  return {
    kind: String(at(kind, 'properties', 'kind', 'const')),
    required: own.filter(isNeeded),
    optional: [...own.filter((name) => !isNeeded(name)), ...innerFields(properties)],
  };
}

/** `keys.path`: of a field that has fields, as `consumers add` takes them. */
function innerFields(properties: unknown): readonly string[] {
  const fields = isRecord(properties) ? Object.entries(properties) : [];
  return fields.flatMap(([outer, field]) => {
    const inner = at(field, 'properties');
    return isRecord(inner) ? Object.keys(inner).map((name) => `${outer}.${name}`) : [];
  });
}

function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, key) => (isRecord(inner) ? inner[key] : undefined), value);
}
