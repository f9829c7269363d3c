import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  assumedRules,
  parseServiceRule,
  serviceRuleChoices,
  serviceRules,
} from '../../src/rules/catalogue.ts';

/** The table in SECURITY.md. */
function serviceRuleTable(): string {
  const rows = serviceRules.map(({ name, assumed, source, ifWrong }) => [
    `\`${name}\``,
    assumed,
    source,
    ifWrong,
  ]);
  const head = ['rule', 'assumed', 'source', 'if it is wrong'];
  const line = head.map(() => '---');
  return [head, line, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

describe('service rules', () => {
  it('are assumed to be what their first value says', () => {
    const first = serviceRules.map(({ name, values: [value] }) => [name, value]);
    expect(Object.entries(assumedRules)).toEqual(first);
  });

  it('are read from NAME=VALUE, and nothing else', () => {
    expect(parseServiceRule('downloads=once')).toEqual({ downloads: 'once' });
    for (const wrong of ['', 'downloads', 'downloads=', 'downloads=never', 'nonsense=once']) {
      expect(parseServiceRule(wrong)).toBe(null);
    }
    for (const text of serviceRuleChoices) expect(parseServiceRule(text)).not.toBe(null);
  });

  it('stand in SECURITY.md, each with its source and what happens if it is wrong', () => {
    const file = join(import.meta.dirname, '../../../../SECURITY.md');
    const text = readFileSync(file, 'utf8');
    const table = /^\| rule \| assumed[^]*?(?=\n\n)/m;
    if (process.env['UPDATE_DOCS'] === '1') {
      writeFileSync(
        file,
        text.replace(table, () => serviceRuleTable()),
      );
    }
    expect(table.exec(readFileSync(file, 'utf8'))?.[0]).toBe(serviceRuleTable());
  });
});
