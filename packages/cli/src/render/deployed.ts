import { cleanText, type ConsumerStatus, type Deployed } from '@weborca-cert/core';
import type { Session } from '../session.ts';
import { consumersJson, errorField } from './json.ts';
import { renderConsumers } from './statuses.ts';

export function deployedJson({ name, consumers, error }: Deployed, session: Session) {
  return { name, consumers: consumersJson(consumers), ...errorField(error, session) };
}

/** What was done for each certificate, or with `--dry-run` what would be, line by line. */
export function renderDeployed(
  results: readonly Deployed[],
  dryRun: boolean,
  session: Session,
): string {
  const { text, out } = session;
  return results
    .flatMap(({ name, consumers, error }) => {
      // Why it came to none of them is told as a failure.
      if (consumers.length === 0 && error !== undefined) return [];
      if (consumers.length === 0) return text.using.noConsumers(name);
      const changes = dryRun ? consumers.flatMap((c) => changeLines(c, session)) : [];
      if (changes.length > 0) {
        return [out.paint('strong', text.using.wouldChange(name)), ...changes].join('\n');
      }
      if (dryRun && consumers.every(({ state }) => state === 'current')) {
        return text.using.upToDate(name);
      }
      return `${out.paint('strong', name)}\n${renderConsumers(consumers, session)}`;
    })
    .join('\n\n');
}

/** As a diff: what goes in red with a minus, what comes in green with a plus. Secrets are `•••`. */
function changeLines({ changes = [] }: ConsumerStatus, session: Session): readonly string[] {
  const { text, out } = session;
  return changes.flatMap(({ path, what, line, key, before, after }) => {
    const place = line === undefined ? '' : `:${line}`;
    const head = ` ${cleanText(path)}${place}  ${text.using.what[what]}`;
    const label = key === undefined ? '' : `${cleanText(key)} `;
    const gone = before == null ? [] : [out.paint('bad', `   - ${label}${cleanText(before)}`)];
    const came = after === undefined ? [] : [out.paint('good', `   + ${label}${cleanText(after)}`)];
    return [head, ...gone, ...came];
  });
}
