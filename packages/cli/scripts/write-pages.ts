import { writeFileSync } from 'node:fs';
import { commandsPageFile, languages, renderCommandsPage } from './commands-page.ts';

// `node scripts/write-pages.ts`: a test says when it has to be run again.
for (const language of languages) {
  writeFileSync(commandsPageFile(language), await renderCommandsPage(language));
}
