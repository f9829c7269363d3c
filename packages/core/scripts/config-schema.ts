import { writeFileSync } from 'node:fs';
import { docsFile, moduleFile, renderDocs, renderModule } from './config-schema-text.ts';

// node packages/core/scripts/config-schema.ts
writeFileSync(docsFile, renderDocs());
writeFileSync(moduleFile, renderModule());
