// Writes the settings tables of the README from the manifest. A test checks that they are current.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

type Texts = Readonly<Record<string, string>>;

interface Setting {
  readonly default: unknown;
  readonly order: number;
  readonly markdownDescription: string;
}

const root = path.resolve(import.meta.dirname, '..');
const readmeFile = path.join(root, 'README.md');
const heads = {
  ja: ['設定', '既定値', '説明'],
  en: ['Setting', 'Default', 'Description'],
} as const;

/** The README as it should be: what lies between the marks is replaced. */
export function currentReadme(): string {
  let readme = readFileSync(readmeFile, 'utf8');
  for (const language of ['ja', 'en'] as const) {
    const begin = `<!-- settings:${language} -->`;
    const start = readme.indexOf(begin) + begin.length;
    const end = readme.indexOf('<!-- /settings -->', start);
    readme = `${readme.slice(0, start)}\n\n${table(language)}\n\n${readme.slice(end)}`;
  }
  return readme;
}

export function writtenReadme(): string {
  return readFileSync(readmeFile, 'utf8');
}

function table(language: 'ja' | 'en'): string {
  const manifest: {
    readonly contributes: {
      readonly configuration: { readonly properties: Readonly<Record<string, Setting>> };
    };
  } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const file = language === 'ja' ? 'package.nls.ja.json' : 'package.nls.json';
  const texts: Texts = JSON.parse(readFileSync(path.join(root, file), 'utf8'));
  const rows = Object.entries(manifest.contributes.configuration.properties)
    .toSorted(([, a], [, b]) => a.order - b.order)
    .map(([name, setting]) => [
      `\`${name}\``,
      `\`${JSON.stringify(setting.default)}\``,
      texts[setting.markdownDescription.slice(1, -1)] ?? '',
    ]);
  return [heads[language], ['---', '---', '---'], ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

if (import.meta.main) writeFileSync(readmeFile, currentReadme());
