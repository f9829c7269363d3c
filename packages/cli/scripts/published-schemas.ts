import { commandNames } from '../src/help/types.ts';
import { schemaOf, unknownCommandSchema } from '../src/schemas/index.ts';

/** File names of `docs/schemas`, and what stands in each. */
export function publishedSchemas(): ReadonlyMap<string, string> {
  const files = new Map([['weborca-cert.json', print(unknownCommandSchema)]]);
  for (const name of commandNames) {
    const schema = schemaOf(name);
    if (schema !== null) files.set(`${name.replace(' ', '-')}.json`, print(schema));
  }
  return files;
}

function print(schema: unknown): string {
  return `${JSON.stringify(schema, null, 2)}\n`;
}
