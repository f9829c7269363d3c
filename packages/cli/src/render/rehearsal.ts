import { cleanText, type RenewalResult } from '@weborca-cert/core';
import type { Rehearsed } from '../rehearse.ts';
import type { Session } from '../session.ts';
import { symbols } from './paint.ts';
import { renewalJson } from './renewals.ts';

type Json = Readonly<Record<string, unknown>>;

/** As `renew`, with what took no part. `rehearsed` tells a script that nothing of it is real. */
export function rehearsalJson(
  { results, certificates, withoutApi }: Rehearsed,
  session: Session,
): Json {
  return {
    rehearsed: true,
    results: results.map((result) => renewalJson(result, session)),
    leftOut: certificates.flatMap(({ name, leftOut }) =>
      leftOut.map(({ kind, path, reason }) => ({ name, kind, path, reason })),
    ),
    withoutApi,
  };
}

/** What the real day will bring, and that this was not it. */
export function renderRehearsal(
  { results, certificates, withoutApi }: Rehearsed,
  { text, out, wordOrCode }: Session,
): string {
  const { rehearsing } = text.running;
  if (results.length === 0) return text.said.nothingUnderCare;
  // Without an address nothing would be "renewed like this": what was practised is said below.
  const isLikeTheRealDay = ({ name, error }: RenewalResult): boolean =>
    error !== undefined || !withoutApi.includes(name);
  const outcomes = results
    .filter(isLikeTheRealDay)
    .map(({ name, error }) =>
      error === undefined
        ? ` ${out.paint('good', symbols.done)} ${rehearsing.wouldWork(name)}`
        : ` ${out.paint('bad', symbols.failed)} ${rehearsing.wouldFail(name)} [${error.code}]`,
    );
  const leftOut = certificates.flatMap((certificate) =>
    certificate.leftOut.map(({ kind, path, reason }) => {
      const subject = `${certificate.name}: ${wordOrCode('consumer-kind', kind)} ${cleanText(path)}`;
      return ` ${out.paint('quiet', symbols.skipped)} ${subject}  ${rehearsing.leftOut[reason]}`;
    }),
  );
  const missing = results
    .filter((result) => !isLikeTheRealDay(result))
    .map(({ name }) => ` ${out.paint('warning', symbols.notice)} ${rehearsing.withoutApi(name)}`);
  return `${[...outcomes, ...missing, ...leftOut].join('\n')}\n\n${rehearsing.nothingReal}`;
}
