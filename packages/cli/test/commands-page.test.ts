import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { commandsPageFile, languages, renderCommandsPage } from '../scripts/commands-page.ts';

// node packages/cli/scripts/write-pages.ts
test.each(languages)('the page of commands in %s says what help says', async (language) => {
  const page = await renderCommandsPage(language);
  expect(readFileSync(commandsPageFile(language), 'utf8')).toBe(page);
});
