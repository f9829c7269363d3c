import type {
  Finding,
  FindingArea,
  FindingCode,
  FindingLevel,
  FindingOf,
} from '../findings/findings.ts';
import { doctorFrameEn, doctorStatesEn } from './doctor-en.ts';
import { doctorFrameJa, doctorStatesJa } from './doctor-ja.ts';
import { doctorPlacesEn } from './doctor-places-en.ts';
import { doctorPlacesJa } from './doctor-places-ja.ts';
import { doctorRoadsEn } from './doctor-roads-en.ts';
import { doctorRoadsJa } from './doctor-roads-ja.ts';
import { doctorScheduleEn } from './doctor-schedule-en.ts';
import { doctorScheduleJa } from './doctor-schedule-ja.ts';
import type { DoctorFrame, FindingTexts } from './doctor-types.ts';
import { formatTime } from './dates.ts';
import type { Language, Message } from './types.ts';

const frames: Readonly<Record<Language, DoctorFrame>> = { en: doctorFrameEn, ja: doctorFrameJa };

const texts: Readonly<Record<Language, FindingTexts>> = {
  en: { ...doctorStatesEn, ...doctorPlacesEn, ...doctorRoadsEn, ...doctorScheduleEn },
  ja: { ...doctorStatesJa, ...doctorPlacesJa, ...doctorRoadsJa, ...doctorScheduleJa },
};

/** What is told of a finding, and the way out where there is one. Its message may have several lines. */
export function describeFinding(finding: Finding, language: Language): Message {
  return speak(texts[language], finding);
}

function speak<C extends FindingCode>(
  catalogue: FindingTexts,
  { code, facts }: FindingOf<C>,
): Message {
  return catalogue[code](facts);
}

/** What an area of the report is called. */
export function areaName(area: FindingArea, language: Language): string {
  return frames[language].areas[area];
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
  const { title, summary } = frames[language];
  const { findings, at } = report;
  const lines = [`${title}  ${formatTime(at, language)}`];
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
  return [...lines, '', summary(count('problem'), count('warning'))];
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `      ${line}`);
}
