import { cleanText, type RenewalResult } from '@weborca-cert/core';
import type { Rehearsed } from '../rehearse.ts';
import type { Session } from '../session.ts';
import { symbols } from './paint.ts';
import { renewalJson } from './renewals.ts';

/** As `renew`, with what took no part. `rehearsed` tells a script that nothing of it is real. */
export function rehearsalJson(
  { results, certificates, failing, withoutApi }: Rehearsed,
  session: Session,
) {
  return {
    rehearsed: true as const,
    results: results.map((result) => renewalJson(result, session)),
    leftOut: certificates.flatMap(({ name, leftOut }) =>
      leftOut.map(({ kind, path, reason }) => ({ name, kind, path, reason })),
    ),
    failing,
    withoutApi,
  };
}

/** What the real day will bring, and that this was not it. */
export function renderRehearsal(
  { results, certificates, failing, withoutApi }: Rehearsed,
  { text, out, wordOrCode }: Session,
): string {
  const { rehearsing } = text;
  const outcome = ({ name, error }: RenewalResult): string => {
    if (withoutApi.includes(name))
      return ` ${out.paint('warning', symbols.notice)} ${rehearsing.withoutApi(name)}`;
    if (error === undefined)
      return ` ${out.paint('good', symbols.done)} ${rehearsing.wouldWork(name)}`;
    const said = failing.includes(name) ? rehearsing.fails(name) : rehearsing.wouldFail(name);
    return ` ${out.paint('bad', symbols.failed)} ${said} [${error.code}]`;
  };
  const leftOut = certificates.flatMap((certificate) =>
    certificate.leftOut.map(({ kind, path, reason }) => {
      const subject = `${certificate.name}: ${wordOrCode('consumer-kind', kind)} ${cleanText(path)}`;
      return ` ${out.paint('quiet', symbols.skipped)} ${subject}  ${rehearsing.leftOut[reason]}`;
    }),
  );
  return `${[...results.map(outcome), ...leftOut].join('\n')}\n\n${rehearsing.nothingReal}`;
}
