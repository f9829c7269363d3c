import type { CertificateFacts } from '../certificate/facts.ts';
import { lastUsable } from '../certificate/state.ts';
import { inLanguage } from '../messages/in-language.ts';
import { reportTexts } from '../messages/report.ts';
import type { Language } from '../words/bilingual.ts';
import { sha256Hex } from '../bytes.ts';
import { compactDay, compactInstant } from './dates.ts';
import type { Report } from './rows.ts';
import { dayMs } from '../time.ts';

/** Days before expiry on which the calendar rings: due and urgent (design). */
const alarmDays = [90, 30] as const;

/** At nine in the morning of that day, not at midnight. */
const alarmHour = 9;

/**
 * The expiry dates for a calendar (RFC 5545): an all-day event for each certificate on its last day,
 * with alarms. The UID stays the same over renewals, so that taking the file in again moves the
 * event instead of leaving the old date behind.
 */
export function reportIcs({ at, rows }: Report, language: Language): string {
  return calendarOf(at, endingsOf(rows, language));
}

function* endingsOf(rows: Report['rows'], language: Language): Generator<Ending> {
  const texts = inLanguage(reportTexts.calendar, language);
  for (const { name, facts, fileName, site } of rows) {
    if (facts === null) continue;
    yield {
      // The CN alone would be another clinic's as well: name, subject and official file name together.
      identity: [name, facts.subject, fileName ?? ''],
      facts,
      summary: texts.summary(name, facts.commonName),
      description: texts.description(name, site),
      alarm: (days) => texts.alarm(name, days),
    };
  }
}

/** The last day of one certificate. */
export interface Ending {
  /** The same before and after a renewal, and different for each certificate. */
  readonly identity: readonly string[];
  readonly facts: Pick<CertificateFacts, 'notBefore' | 'notAfter'>;
  readonly summary: string;
  readonly description: string;
  readonly alarm: (days: number) => string;
}

/** A calendar with an event for each; `at` is when it was made. */
export function calendarOf(at: Date, endings: Iterable<Ending>): string {
  const head = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//weborca-cert//report//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
  ];
  const parts = [linesOf(head)];
  for (const one of endings) parts.push(linesOf(eventOf(one, at)));
  return [...parts, linesOf(['END:VCALENDAR'])].join('');
}

function linesOf(lines: readonly string[]): string {
  return lines.map((line) => `${fold(line)}\r\n`).join('');
}

function eventOf(
  { identity, facts, summary, description, alarm }: Ending,
  at: Date,
): readonly string[] {
  const { notBefore } = facts;
  const last = facts.notAfter < lastDay ? lastUsable(facts.notAfter) : lastDay;
  return [
    'BEGIN:VEVENT',
    `UID:${uidOf(identity)}`,
    `DTSTAMP:${compactInstant(at)}`,
    // Grows with every renewal: programs take the later one of two with the same UID.
    `SEQUENCE:${Math.max(0, Math.floor(notBefore.getTime() / dayMs))}`,
    `DTSTART;VALUE=DATE:${compactDay(last)}`,
    ...endOf(last),
    `SUMMARY:${escape(summary)}`,
    `DESCRIPTION:${escape(description)}`,
    'TRANSP:TRANSPARENT',
    ...alarmDays.flatMap((days) => [
      'BEGIN:VALARM',
      'ACTION:DISPLAY',
      `DESCRIPTION:${escape(alarm(days))}`,
      `TRIGGER:-P${days - 1}DT${24 - alarmHour}H`,
      'END:VALARM',
    ]),
    'END:VEVENT',
  ];
}

/** A year has four digits (RFC 5545, 3.3.4); "no expiry" is 99991231235959Z (RFC 5280, 4.1.2.5). */
const lastDay = new Date(9999, 11, 31);

/** The day after it. An event without an end lasts the one day, too (3.6.1). */
function endOf(last: Date): readonly string[] {
  if (last >= lastDay) return [];
  const next = new Date(last.getFullYear(), last.getMonth(), last.getDate() + 1);
  return [`DTEND;VALUE=DATE:${compactDay(next)}`];
}

function uidOf(identity: readonly string[]): string {
  return `${sha256Hex(identity.join('\0')).slice(0, 32)}@weborca-cert`;
}

/** RFC 5545, 3.3.11. */
function escape(text: string): string {
  return text.replaceAll(/[\\;,]/g, String.raw`\$&`).replaceAll(/\r\n|\r|\n/g, String.raw`\n`);
}

const lineBytes = 75;

/** RFC 5545, 3.1: at most 75 octets a line, continued behind a space; never inside a character. */
export function fold(line: string): string {
  if (Buffer.byteLength(line) <= lineBytes) return line;
  const parts: string[] = [];
  let from = 0;
  let at = 0;
  let room = lineBytes;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (size > room) {
      parts.push(line.slice(from, at));
      from = at;
      room = lineBytes - 1;
    }
    at += character.length;
    room -= size;
  }
  return [...parts, line.slice(from)].join('\r\n ');
}
