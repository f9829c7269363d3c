import {
  takeArrival,
  type Arrival,
  type Context,
  type DueBySite,
  type RenewalResult,
} from '@weborca-cert/core';
import type { FolderWatch } from '../folder-watch.ts';
import { createAsk } from '../prompt.ts';
import { renderRenewal } from '../render/renewals.ts';
import { symbols } from '../render/paint.ts';
import type { Session } from '../session.ts';

export interface WorkedThrough {
  readonly results: readonly RenewalResult[];
  /** Those that nothing came for. */
  readonly left: readonly DueBySite[];
}

/**
 * One certificate after the other: says which to click, waits for its zip, takes in whatever comes by
 * its subject, and goes on. Zips may come in any order, and twice. Enter looks once more, and passes
 * over the one that is waited for; where nobody is in front of it, nothing is waited for.
 */
export async function workThrough(
  context: Context,
  due: readonly DueBySite[],
  folder: FolderWatch,
  session: Session,
): Promise<WorkedThrough> {
  const { out, text, signal } = session;
  const results: RenewalResult[] = [];
  const renewed = new Set<string>();
  const takeAll = async (): Promise<void> => {
    for (const file of await folder.arrived()) {
      const arrival = await takeArrival(context, file);
      tell(file, arrival, session);
      if (arrival.kind !== 'taken') continue;
      results.push(arrival.result);
      if (arrival.result.new !== null) renewed.add(arrival.result.name);
    }
  };
  await takeAll();
  for (const [index, one] of due.entries()) {
    if (session.ask === null || signal.aborted) break;
    if (renewed.has(one.name)) continue;
    const { commonName, tenant, name, daysLeft } = one;
    const where = [commonName, tenant, name].filter((part) => part !== null).join('  ');
    out.tell(`\n ${index + 1}/${due.length}  ${where}  ${text.said.left(daysLeft)}`);
    for (;;) {
      const pressed = await enterOr(folder.changed(), session);
      await takeAll();
      if (renewed.has(name) || pressed || signal.aborted) break;
    }
  }
  return { results, left: due.filter(({ name }) => !renewed.has(name)) };
}

/** True: Enter was pressed. The question goes when something has come. */
async function enterOr(changed: Promise<void>, { text, signal, out }: Session): Promise<boolean> {
  const came = new AbortController();
  const asking = { json: out.json, signal: AbortSignal.any([signal, came.signal]) };
  const ask = createAsk(process, asking);
  const line = ask === null ? Promise.resolve('') : ask.line(text.using.waitingForZip);
  const pressed = line.then(
    () => true,
    () => false,
  );
  const first = await Promise.race([pressed, changed.then(() => 'came' as const)]);
  came.abort();
  return (await pressed) && first !== 'came';
}

function tell(file: string, arrival: Arrival, session: Session): void {
  const { out, text } = session;
  switch (arrival.kind) {
    case 'taken': {
      const { result } = arrival;
      const said = result.outcome === 'failed' ? text.said.failed(result.name) : null;
      out.tell(said ?? renderRenewal(result, session));
      return;
    }
    case 'closed':
      out.tell(` ${symbols.notice} ${text.using.zipClosed(file)}`);
      return;
    case 'known':
    case 'none':
  }
}
