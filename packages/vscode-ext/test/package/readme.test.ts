import { expect, it } from 'vitest';
import { currentReadme, writtenReadme } from '../../scripts/readme.ts';

/** The formatter may align a table's columns. */
const plain = (text: string): string => text.replaceAll(/ +/g, ' ').replaceAll(/-{3,}/g, '---');

it('the README has the settings of the manifest (node scripts/readme.ts writes them)', () => {
  expect(plain(writtenReadme())).toBe(plain(currentReadme()));
  expect(writtenReadme()).toContain('weborcaCert.languageModelTool');
});
