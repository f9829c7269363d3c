import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { errorCodes, WeborcaError, type ErrorCode } from '../../src/errors.ts';
import { describeError } from '../../src/messages/describe.ts';
import type { Language } from '../../src/words/bilingual.ts';
import { sampleErrors } from './samples.ts';

const zone = process.env['TZ'];

beforeAll(() => {
  process.env['TZ'] = 'Asia/Tokyo';
});

afterAll(() => {
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

const frames = {
  en: {
    title: 'Error codes',
    other: '[日本語](errors.ja.md)',
    about:
      'Every failure has one of these codes: in brackets behind its sentence, and as `error.code` in `--json`. Below each stands what it says and the way out, with invented names, files and times; where a code has several causes, an example of each. Codes are never renamed.',
    retry: { never: 'Trying again changes nothing.', later: 'Try again later.', now: 'Try again.' },
    pages: 'What each fault of the renewal service leads to: [faults.md](faults.md).',
  },
  ja: {
    title: 'エラーコード',
    other: '[English](errors.md)',
    about:
      '失敗には必ず次のコードのどれかが付きます。文の後ろの角かっこの中と、`--json` の `error.code` です。それぞれに、表示される文と解決方法を、架空の名前・ファイル・日時で示します。原因が複数あるコードは、その例を並べました。コードの名前は変わりません。',
    retry: {
      never: '原因を直すまで、やり直しても結果は同じです。',
      later: '時間をおいてやり直してください。',
      now: 'すぐにやり直せます。',
    },
    pages: '更新サービス側の異常ごとの結果は [faults.md](faults.md) にあります。',
  },
} as const;

/** Different sentences of one code: the same one with other details is not told twice. */
const examples = 4;

function section(code: ErrorCode, errors: readonly WeborcaError[], language: Language): string {
  const told = errors.map((error) => {
    const { message, hint } = describeError(error, language);
    return hint === '' ? message : `${message}\n\n${hint}`;
  });
  const blocks = [...new Set(told)].slice(0, examples).map((text) => `\`\`\`text\n${text}\n\`\`\``);
  const retry = errors[0] === undefined ? '' : frames[language].retry[errors[0].retry];
  return [`## ${code}`, retry, ...blocks].join('\n\n');
}

function page(language: Language): string {
  const { title, other, about, pages } = frames[language];
  const all = sampleErrors();
  const sections = errorCodes.map((code) =>
    section(
      code,
      all.filter((error) => error.code === code),
      language,
    ),
  );
  // As search results and links name them: the page is long.
  const index = errorCodes.map((code) => `[${code}](#${code})`).join(' · ');
  return `${[`# ${title}`, other, about, pages, index, ...sections].join('\n\n')}\n`;
}

test.each(['ja', 'en'] as const)(
  'the page of all codes in %s (UPDATE_DOCS=1 writes it)',
  (language) => {
    const name = language === 'ja' ? 'errors.ja.md' : 'errors.md';
    const file = new URL(`../../../../docs/${name}`, import.meta.url);
    if (process.env['UPDATE_DOCS'] === '1') writeFileSync(file, page(language));
    expect(readFileSync(file, 'utf8')).toBe(page(language));
  },
);
