import type { Expectation } from './faults.ts';

export interface FaultRow {
  readonly name: string;
  readonly summary: string;
  readonly code: string | null;
  readonly next: Expectation['next'];
  readonly ja: string;
  readonly en: string;
}

const nextTexts: Readonly<Record<Expectation['next'], string>> = {
  done: 'nothing is left to do',
  resumes: 'the next run goes on where this one stopped, without another request',
  asks: 'the next run asks again',
  'waits-hour': 'asks again after an hour',
  'waits-retry': 'asks again after the time the service named',
  'waits-day': 'asks again after a day',
  'waits-valid': 'goes on when the certificate has become valid',
  configuration: 'goes on when the host is named in `downloadHosts`',
  site: 'goes on when somebody has renewed at the management site',
};

/** Ports and times differ from run to run. */
function steady(text: string): string {
  return text
    .replaceAll(/(127\.0\.0\.1|localhost):\d+/g, 'HOST')
    .replaceAll(/\d{4}-\d\d-\d\d(?: \([^)]+\))?(?:[ T]\d\d:\d\d(?::\d\d)?)?/g, 'TIME')
    .replaceAll('|', String.raw`\|`)
    .replaceAll('\n', ' ');
}

export function faultTable(rows: readonly FaultRow[]): string {
  const lines = rows.map(({ name, summary, code, next, ja, en }) => {
    const told = code === null ? '(the run gets over it)' : `${steady(ja)}<br>${steady(en)}`;
    const cells = [
      `\`${name}\``,
      summary,
      code === null ? '–' : `\`${code}\``,
      told,
      nextTexts[next],
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return `${[
    '# What each fault of the service ends in',
    '',
    'One page for both languages: what people are told stands in both. | 表示される文は、日本語と英語を並べています。',
    '',
    'Written by `packages/cli/test/e2e/faults.test.ts` (`UPDATE_DOCS=1`), which makes each fault happen once over real mutual TLS. In every row the certificate that was in use before can still be opened and is still in use, unless the run got over the fault; one request is sent in the run that meets the fault, and none before the time in the last column. What people are told then stays on record until that step goes well: `status` (`lastFailure`), `doctor`, `history` and the tree in the editor tell it with its way out, and ask nobody.',
    '',
    '| fault | what the service does | code | what people are told | then |',
    '| --- | --- | --- | --- | --- |',
    ...lines,
  ].join('\n')}\n`;
}
