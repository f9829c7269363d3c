import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import {
  configExample,
  configPageFile,
  languages,
  renderConfigPage,
} from '../../scripts/config-page.ts';
import {
  docsFile,
  renderDocs,
  renderShapeModule,
  shapeFile,
} from '../../scripts/config-schema-text.ts';
import {
  findKinds,
  kindsFile,
  kindWordsFile,
  pageFile,
  renderKinds,
  renderKindWords,
  renderPage,
} from '../../scripts/consumer-kinds.ts';
import { readConfiguration } from '../../src/configuration/read.ts';
import { newConfigurationText } from '../../src/configuration/new-file.ts';
import { parseText } from '../../src/configuration/parse.ts';
import { configurationSchemaText } from '../../src/configuration/schema-text.ts';

const base = { configFile: '/c/config.json', homeDir: '/h', platform: 'linux' } as const;

function accepts(text: string): boolean {
  try {
    readConfiguration(text, base);
    return true;
  } catch {
    return false;
  }
}

test.each(languages)('the page of all keys in %s is the schema’s', (language) => {
  expect(readFileSync(configPageFile(language), 'utf8')).toBe(renderConfigPage(language));
});

describe('the published JSON schema', () => {
  test('is up to date (node packages/core/scripts/config-schema.ts)', () => {
    expect(readFileSync(docsFile, 'utf8')).toBe(renderDocs());
    expect(configurationSchemaText).toBe(JSON.stringify(JSON.parse(renderDocs())));
    expect(readFileSync(shapeFile, 'utf8')).toBe(renderShapeModule());
  });

  test('has every kind that lies in kinds/', async () => {
    const found = await findKinds();
    expect(readFileSync(kindsFile, 'utf8')).toBe(renderKinds(found));
    expect(readFileSync(kindWordsFile, 'utf8')).toBe(renderKindWords(found));
    for (const language of languages) {
      const page = readFileSync(pageFile(language), 'utf8');
      expect(page).toBe(renderPage(page, found, language));
    }
  });

  const ajv = new Ajv({ strict: false });
  const validate = ajv.compile(JSON.parse(renderDocs()));
  test('accepts the example of its page, and so does the program', () => {
    const example = configExample.replace('…', 'service.example');
    expect(validate(JSON.parse(example))).toBe(true);
    expect(accepts(example)).toBe(true);
  });

  test.for([
    newConfigurationText,
    '{"services": {"production": {"api": "https://x/y", "downloadHosts": ["a:1"], "ca": null, "proxy": "http://p:1"}}}',
    '{"certificates": {"a": {"renewWithin": "15%", "backups": ["x", {"path": "y"}], "onFailure": ["x"]}}}',
    '{"certificates": {"本院": {"consumers": [{"kind": "manual", "label": "x"}]}}}',
    '{"certificates": {"a": {"renewWithn": "90d"}}}',
    '{"certificates": {"a": {"renewWithin": "90"}}}',
    '{"certificates": {"a": {"consumers": [{"kind": "pkcs13"}]}}}',
    '{"certificates": {"a": {"backups": [{"path": "y", "password": "none"}]}}}',
    '{"certificates": []}',
    '{"services": {"production": {"api": "http://x"}}}',
    '{"services": {"production": {"proxy": "socks://x"}}}',
    '{"more": 1}',
  ])('says the same as the program: %s', (text) => {
    expect(validate(parseText('c.json', text).value)).toBe(accepts(text));
  });
});
