import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanText, shortText } from '../../src/certificate/clean.ts';

describe('ordinary Japanese stays as it is', () => {
  test.each([
    ['kanji, kana and their marks', '医療法人社団 青葉台内科・小児科々〆ヶヵ〇ー「」、。'],
    ['half-width kana', 'ｱｵﾊﾞﾀﾞｲﾅｲｶ｡｢｣､･ｰ'],
    ['full-width letters and spaces', '　Ａ１－（株）～＼￥｜'],
    ['voiced sound marks that combine, as macOS writes them', 'か\u3099は\u309aウ\u3099'],
    ['kanji outside the first plane', '𠮷野家 𩸽 𠀋 𪚥'],
    ['compatibility kanji and circled figures', '髙橋 﨑 神\u{fa19} ① ㈱ ㍻ №'],
    ['a kanji with its own form', '葛\u{e0100}城 辻\u{e0101} 𠮷\u{e0102}野 神\ufe00社'],
    ['private characters (gaiji)', '\ue000\uf8ff\u{f0000}'],
    ['pictographs', '☎\ufe0f 🏥 ✂\ufe0e'],
    ['other scripts', 'Ärzte é ñ Škoda 병원 诊所'],
  ])('%s', (_, text) => {
    expect(cleanText(text)).toBe(text);
  });

  test('whatever is seen, in any order', () => {
    const seen = fc.constantFrom(...Array.from('青葉台アｱあ々〆ヶ〇𠮷髙①　 （ー゛ﾞ・~Az09é'));
    fc.assert(fc.property(fc.string({ unit: seen }), (text) => cleanText(text) === text));
  });
});

describe('what is not seen, or turns the direction, is shown', () => {
  test.each([
    ['arabic letter mark', '\u061c'],
    ['soft hyphen', '\u00ad'],
    ['hangul filler', '\u3164'],
    ['half-width hangul filler', '\uffa0'],
    ['hangul choseong filler', '\u115f'],
    ['combining grapheme joiner', '\u034f'],
    ['interlinear annotation', '\ufff9'],
    ['tag letter', '\u{e0041}'],
    ['override', '\u202e'],
    ['isolate', '\u2066'],
    ['zero width space', '\u200b'],
    ['byte order mark', '\ufeff'],
    ['mongolian vowel separator', '\u180e'],
    ['mongolian variation selector', '\u180b'],
    ['invisible times', '\u2062'],
    ['musical format', '\u{1d173}'],
    ['khmer inherent vowel', '\u17b4'],
    ['line separator', '\u2028'],
    ['next line', '\u0085'],
    ['escape', '\u001b'],
    ['half a pair', '\ud842'],
    ['variation selector', '\ufe0f'],
    ['ideographic variation selector', '\u{e0100}'],
  ])('%s', (_, hidden) => {
    // Neither kanji nor pictographs are before it.
    expect(cleanText(`a${hidden}b`)).toBe('a\ufffdb');
    expect(cleanText(`あ${hidden}`)).toBe('あ\ufffd');
  });

  test('a second selector behind a kanji, and one that is of another kind', () => {
    expect(cleanText('葛\u{e0100}\u{e0101}')).toBe('葛\u{e0100}\ufffd');
    expect(cleanText('葛\ufe0f')).toBe('葛\ufffd');
    expect(cleanText('☎\u{e0100}')).toBe('☎\ufffd');
    expect(cleanText('1\ufe0f')).toBe('1\ufffd');
  });

  test('in any text; and what was cleaned is clean', () => {
    const unit = fc.oneof(
      fc.integer({ min: 0, max: 0x10_ffff }).map((point) => String.fromCodePoint(point)),
      fc.constantFrom('葛', '𠮷', 'a', '☎', '\ufe0f', '\ufe00', '\u{e0100}', '\u3164', '\u061c'),
    );
    fc.assert(
      fc.property(fc.string({ unit }), (text) => {
        const clean = cleanText(text);
        const points = Array.from(clean);
        expect(cleanText(clean)).toBe(clean);
        expect(points).toHaveLength(Array.from(text).length);
        expect(points.every(isSeen)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

test('a name is cut between its characters', () => {
  expect(shortText('𠮷'.repeat(70), 'commonName')).toBe(`${'𠮷'.repeat(64)}…`);
});

function isSeen(point: string, index: number, points: readonly string[]): boolean {
  return /\p{Variation_Selector}/u.test(point)
    ? /\p{Ideographic}|\p{ExtPict}/u.test(points[index - 1] ?? '')
    : !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{DI}]/u.test(point);
}
