import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonSettings } from '../../../src/consumers/lines/json.ts';
import { editSettings, readSettings } from '../../../src/consumers/lines/settings.ts';

function edited(before: string, key: string, value: string): string | null {
  const settings = readSettings(jsonSettings, Buffer.from(before));
  if (settings === null) return null;
  const result = editSettings(settings, [{ key, value }]);
  return result.kind === 'edited' ? Buffer.from(result.bytes).toString('utf8') : null;
}

describe('a text in a JSON file', () => {
  it('is replaced where it stands, whatever surrounds it', () => {
    const before =
      '\ufeff{ "説明": "本番", // 表\r\n\t"list" : [ { "a":1, "pass":"\\/x" , },\r\n null ],}\r\n';
    const after = before.replace(String.raw`"\/x"`, String.raw`"表\"\\"`);
    expect(edited(before, 'list[0].pass', String.raw`表"\ `.trim())).toBe(after);
  });

  it('is read back by JSON.parse, with everything else as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.jsonValue(), (value, other) => {
        const text = edited(JSON.stringify({ pass: 'old', other }, null, 2), 'pass', value);
        if (text === null) return;
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify({ pass: value, other })));
      }),
    );
  });

  it.each([
    ['a number', '{"pass": 1}'],
    ['a key that is not there', '{"passphrase": "x"}'],
    ['a file that is cut off', '{"pass": "x"'],
    ['something behind the end', '{"pass": "x"} {}'],
    ['a text alone', '"pass"'],
    ['an empty file', ''],
    ['brackets without end', '['.repeat(200_000)],
    ['objects in each other without end', '{"a":'.repeat(200_000)],
  ])('%s is refused', (_, before) => {
    expect(edited(before, 'pass', 'new')).toBeNull();
  });
});
