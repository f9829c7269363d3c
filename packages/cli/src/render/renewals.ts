import {
  describeByHand,
  hasCode,
  isByHandResult,
  type RenewalOutcome,
  type RenewalResult,
} from '@weborca-cert/core';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { oncePerKind, type Failure } from '../failures.ts';
import type { Session } from '../session.ts';
import { alsoInFileJson, consumersJson, errorField, factsJson } from './json.ts';
import { backupsJson } from './backups.ts';
import { symbols, type Tone } from './paint.ts';
import type { Progress } from './progress.ts';
import { table, type Column } from './table.ts';

const tones: Readonly<Record<RenewalOutcome, Tone>> = {
  renewed: 'good',
  resumed: 'good',
  adopted: 'good',
  'not-due': 'quiet',
  'by-hand': 'warning',
  'would-renew': 'warning',
  failed: 'bad',
};

/** With more than this, those that were not due are only counted. */
const tableLimit = 20;

export function renewalJson(result: RenewalResult, session: Session) {
  const { name, outcome, verified, consumers, error } = result;
  return {
    name,
    outcome,
    old: result.old === null ? null : factsJson(result.old),
    new: result.new === null ? null : factsJson(result.new),
    verified,
    backups: backupsJson(result.backups, session),
    consumers: consumersJson(consumers),
    ...alsoInFileJson(result.alsoThere ?? []),
    ...errorField(error, session),
  };
}

/**
 * One certificate: what was done, and what comes next.
 *
 * @param imported what came of an import that was offered in the same breath
 */
export function renderRenewal(
  result: RenewalResult,
  session: Session,
  imported?: readonly string[],
): string {
  const { text, lastDay } = session;
  const { said } = text;
  const { name, outcome, old, consumers } = result;
  switch (outcome) {
    case 'renewed':
    case 'resumed':
    case 'adopted': {
      const until =
        old === null || old.daysLeft < 0
          ? ''
          : ` ${said.oldStillValid(lastDay(old.notAfter))}`.trimEnd();
      const done = `${said[outcome](name)}${until.replace(/^ /, said.gap)}`;
      const byHand = consumers.filter(({ state }) => state === 'manual').map(({ path }) => path);
      const left = byHand.length === 0 ? [] : [said.byHandLeft(name, byHand.join(said.comma))];
      return [done, ...left, ...(imported ?? [said.importHint(name)])].join('\n');
    }
    case 'not-due':
      return said.notDue(name);
    case 'by-hand':
      return renderByHand([result], session);
    case 'would-renew':
      return said.wouldRenew(name);
    case 'failed':
      return '';
  }
}

/** Many: a line each, and how many of each kind. */
export function renderRenewals(results: readonly RenewalResult[], session: Session): string {
  const { text, lastDay, out } = session;
  const shown =
    results.length > tableLimit ? results.filter((r) => r.outcome !== 'not-due') : results;
  const { columns: headings } = text;
  const cells: readonly Column<RenewalResult>[] = [
    { heading: headings.name, cell: ({ name }) => name },
    { heading: headings.commonName, cell: (r) => (r.new ?? r.old)?.commonName ?? '' },
    {
      heading: headings.expiry,
      cell: (r) => {
        const facts = r.new ?? r.old;
        return facts === null ? '' : lastDay(facts.notAfter);
      },
    },
    {
      heading: headings.outcome,
      cell: (result) => {
        const { error } = result;
        const code = error === undefined ? '' : ` [${error.code}]`;
        return `${mark(result)} ${outcomeTold(result, session)}${code}`;
      },
      paint: (padded, result) =>
        out.paint(isHalfDone(result) ? 'warning' : tones[result.outcome], padded),
    },
  ];
  const lines = shown.length > 0 ? table(shown, cells, out) : '';
  return [lines, total(results, session), renderByHand(results, session)]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** What waits for a person: one with the site's steps, several by their names in the table. */
function renderByHand(results: readonly RenewalResult[], { text, language, out }: Session): string {
  const waiting = results.filter(isByHandResult);
  const [first] = waiting;
  if (first === undefined) return '';
  const { message, hint } = describeByHand(first, language);
  const notice = out.paint('warning', symbols.notice);
  return waiting.length === 1
    ? ` ${notice} ${message}\n\n${hint.replaceAll(/^(?=.)/gm, '   ')}`
    : ` ${notice} ${text.said.byHand(waiting.length)}`;
}

/** The certificate is renewed, and what follows failed. */
function isHalfDone({ outcome, error }: RenewalResult): boolean {
  return outcome !== 'failed' && error !== undefined;
}

function outcomeTold({ outcome, error }: RenewalResult, { text, word }: Session): string {
  const said = word('outcome', outcome);
  if (outcome === 'failed' || error === undefined) return said;
  const what = { 'consumer-failed': 'consumers', 'backup-failed': 'backup' } as const;
  return text.said.outcomeBut(
    said,
    hasCode(error, 'consumer-failed') || hasCode(error, 'backup-failed')
      ? what[error.code]
      : 'other',
  );
}

function mark(result: RenewalResult): string {
  const { outcome } = result;
  if (outcome === 'failed') return symbols.failed;
  if (outcome === 'by-hand') return symbols.notice;
  if (isHalfDone(result)) return symbols.notice;
  return outcome === 'not-due' || outcome === 'would-renew' ? symbols.skipped : symbols.done;
}

function total(results: readonly RenewalResult[], { text, word }: Session): string {
  const { said } = text;
  const outcomes = [...new Set(results.map(({ outcome }) => outcome))];
  const parts = outcomes.map((outcome) => {
    const some = results.filter((result) => result.outcome === outcome);
    const counted = said.count(word('outcome', outcome), some.length);
    const half = some.filter(isHalfDone).length;
    return half === 0 ? counted : said.countBut(counted, half);
  });
  return said.total(parts.join(said.comma));
}

/** What went wrong: of one, with the step it stopped at; of several, each kind once. */
export function renewalFailures(
  results: readonly RenewalResult[],
  progress: Progress,
): readonly Failure[] {
  const [only] = results;
  if (only !== undefined && results.length === 1) {
    const { name, error, outcome } = only;
    const step = outcome === 'failed' ? progress.failedStep(name) : null;
    return error === undefined ? [] : [{ error, ...(step === null ? {} : { step }) }];
  }
  return oncePerKind(results);
}

/** A failed backup or consumer counts as well; its certificate's outcome stays what it was. */
export function renewalExitCode(results: readonly RenewalResult[], tellRenewed: boolean): ExitCode {
  if (results.some((r) => r.error !== undefined || r.outcome === 'failed')) return exitCodes.failed;
  const renewed = results.some((r) => /^(?:renewed|resumed|adopted)$/.test(r.outcome));
  return tellRenewed && renewed ? exitCodes.renewed : exitCodes.done;
}
