import { namedInForced } from './forced.ts';
import type {
  Finding,
  FindingArea,
  FindingCode,
  FindingLevel,
  FindingOf,
} from '../findings/findings.ts';
import type { Language } from '../words/bilingual.ts';
import { formatTime } from './dates.ts';
import { backups } from './findings/backups.ts';
import { certificates } from './findings/certificates.ts';
import { configuration } from './findings/configuration.ts';
import { connections } from './findings/connections.ts';
import { consumers } from './findings/consumers.ts';
import { frame } from './findings/frame.ts';
import { leftovers } from './findings/leftovers.ts';
import { machine } from './findings/machine.ts';
import { permissions } from './findings/permissions.ts';
import { pkcs12 } from './findings/pkcs12.ts';
import { schedule } from './findings/schedule.ts';
import { store } from './findings/store.ts';
import type { FindingSentences, Message } from './types.ts';

const sentences: FindingSentences = {
  ...machine,
  ...configuration,
  ...certificates,
  ...store,
  ...permissions,
  ...backups,
  ...consumers,
  ...connections,
  ...pkcs12,
  ...schedule,
  ...leftovers,
};

/** What is told of a finding, and the way out where there is one. Its message may have several lines. */
export function describeFinding(finding: Finding, language: Language): Message {
  return speak(finding, language);
}

function speak<C extends FindingCode>({ code, facts }: FindingOf<C>, language: Language): Message {
  const { message, hint } = sentences[code][language](facts);
  return { message, hint: namedInForced(hint, facts, language) };
}

/** What an area of the report is called. */
export function areaName(area: FindingArea, language: Language): string {
  return frame.areas[area][language];
}

// ASCII, so that a mail program or an old terminal leaves it as it is.
const marks: Readonly<Record<FindingLevel, string>> = {
  ok: 'ok',
  note: '--',
  warning: '! ',
  problem: '!!',
};

interface Report {
  readonly at: Date;
  readonly findings: readonly Finding[];
}

/** A report as lines of plain text, made to be pasted into a mail: areas, marks, sentences, ways out. */
export function doctorText(report: Report, language: Language): readonly string[] {
  const { title, summary } = frame;
  const { findings, at } = report;
  const lines = [`${title[language]}  ${formatTime(at, language)}`];
  let area: FindingArea | null = null;
  for (const finding of findings) {
    if (finding.area !== area) lines.push('', areaName(finding.area, language));
    ({ area } = finding);
    const { message, hint } = describeFinding(finding, language);
    const [first = '', ...more] = message.split('\n');
    lines.push(`  ${marks[finding.level]}  ${first}`, ...indented(more));
    const wayOut = hint.split('\n').map((line, index) => `${index === 0 ? '→' : ' '} ${line}`);
    if (hint !== '') lines.push(...indented(wayOut));
  }
  const count = (level: FindingLevel): number =>
    findings.filter((finding) => finding.level === level).length;
  return [...lines, '', summary[language](count('problem'), count('warning'))];
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `      ${line}`);
}
