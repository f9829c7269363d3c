import { Ajv } from 'ajv';
import type { CommandName } from '../../src/help/types.ts';
import { schemaOf, unknownCommandSchema } from '../../src/schemas/index.ts';

/**
 * What is wrong with a `--json` document, by the published schema; empty when nothing is. Stricter
 * than what users are promised: a field that the schema does not tell of is an error here, so that
 * nothing is printed that is not described.
 */
export function problemsOf(name: CommandName | 'weborca-cert', stdout: string): readonly string[] {
  if (!/^[^\n]*\n$/.test(stdout)) return ['not exactly one line'];
  const schema = name === 'weborca-cert' ? unknownCommandSchema : schemaOf(name);
  const ajv = new Ajv({ allErrors: true, strict: false });
  const validate = ajv.compile(closed(schema, name));
  validate(JSON.parse(stdout));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/** Every object takes only what it declares; a document's own fields stand in several branches. */
function closed(schema: unknown, name: string): Record<string, unknown> {
  const document = { schemaVersion: {}, command: { const: name } };
  const close = (node: unknown, extra: Record<string, unknown>): unknown => {
    if (Array.isArray(node)) return node.map((item) => close(item, extra));
    if (!isRecord(node)) return node;
    const own = isRecord(node['properties']) ? node['properties'] : {};
    const entries = Object.entries(node).map(([key, value]) => [
      key,
      key === 'anyOf' ? close(value, extra) : close(value, {}),
    ]);
    const copy: Record<string, unknown> = Object.fromEntries(entries);
    if (!isRecord(node['properties']) || 'anyOf' in node) return copy;
    const properties = isRecord(copy['properties']) ? copy['properties'] : own;
    return { ...copy, properties: { ...extra, ...properties }, additionalProperties: false };
  };
  const result = close(schema, document);
  return isRecord(result) ? result : {};
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
