import type { Explanation } from './told.ts';
import type { Translate } from './translate.ts';
import { wayOutText } from './way-out.ts';

/** How it ended for one of several. */
export interface OneResult {
  readonly called: string;
  /** What was done, in words. */
  readonly done: string;
  /** Null: it went well. */
  readonly trouble: Pick<Explanation, 'sentence' | 'wayOut'> | null;
}

const mostNamed = 10;

/** Of names as many as a person reads in a message, and how many more there are. */
export function fewOf(names: readonly string[], t: Translate): readonly string[] {
  const more = names.length - mostNamed;
  return more > 0 ? [...names.slice(0, mostNamed), t('{0} more…', more)] : names;
}

/** One message for all: how many went well, and of the first that did not, why. */
export function manyText(results: readonly OneResult[], t: Translate): string {
  const failed = results.filter(({ trouble }) => trouble !== null);
  const well = t('{0} of {1} done.', results.length - failed.length, results.length);
  const [first] = failed;
  if (first === undefined) return well;
  const more = failed.length === 1 ? '' : ` ${t('{0} more failed.', failed.length - 1)}`;
  return `${well} ${first.called}: ${first.trouble?.sentence ?? ''}${more}`;
}

/** The same, line by line, those that failed first, to read and to copy. */
export function manyReport(results: readonly OneResult[], t: Translate): string {
  const failed = results.filter(({ trouble }) => trouble !== null);
  const well = results.filter(({ trouble }) => trouble === null);
  return [
    ...failed.flatMap(({ called, trouble }) => linesOf(called, trouble, t)),
    ...well.map(({ called, done }) => ` ✔ ${called}  ${done}`),
    '',
  ].join('\n');
}

function linesOf(called: string, trouble: OneResult['trouble'], t: Translate): readonly string[] {
  const head = ` ✖ ${called}  ${trouble?.sentence ?? ''}`;
  const wayOut = wayOutText(trouble?.wayOut ?? '', t);
  // Under its name, line by line: what begins at the edge would be another one's.
  const lines = wayOut.split('\n').filter((line) => line !== '');
  return [head, ...lines.map((line) => `   ${line}`)];
}
