import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { publishedSchemas } from './published-schemas.ts';

// `node scripts/write-schemas.ts`: a test says when it has to be run again.
const folder = join(import.meta.dirname, '../../../docs/schemas');
mkdirSync(folder, { recursive: true });
for (const [name, content] of publishedSchemas()) writeFileSync(join(folder, name), content);
