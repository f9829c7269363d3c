import { readFileSync, writeFileSync } from 'node:fs';
import {
  findKinds,
  kindsFile,
  kindWordsFile,
  pageFile,
  renderKinds,
  renderKindWords,
  renderPage,
} from './consumer-kinds.ts';

// node packages/core/scripts/config-schema.ts
const found = await findKinds();
writeFileSync(kindsFile, renderKinds(found));
writeFileSync(kindWordsFile, renderKindWords(found));
for (const language of ['ja', 'en'] as const) {
  const page = pageFile(language);
  writeFileSync(page, renderPage(readFileSync(page, 'utf8'), found, language));
}
// The schema imports the kinds: not before they are written.
const schema = await import('./config-schema-text.ts');
writeFileSync(schema.docsFile, schema.renderDocs());
writeFileSync(schema.moduleFile, schema.renderModule());
writeFileSync(schema.shapeFile, schema.renderShapeModule());
const { configPageFile, languages, renderConfigPage } = await import('./config-page.ts');
for (const language of languages) {
  writeFileSync(configPageFile(language), renderConfigPage(language));
}
