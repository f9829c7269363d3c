import { basename } from 'node:path';
import {
  cleanText,
  describeError,
  takeArrival,
  type Arrival,
  type Context,
  type DueBySite,
  type FolderWatch,
  type RenewalResult,
} from '@weborca-cert/core';
import { createAsk } from '../prompt.ts';
import { renderRenewal } from '../render/renewals.ts';
import { symbols } from '../render/paint.ts';
import type { Session } from '../session.ts';

export interface WorkedThrough {
  readonly results: readonly RenewalResult[];
  /** Those that nothing came for. */
  readonly left: readonly DueBySite[];
  /** How many files were taken in, or had been. */
  readonly taken: number;
}

/** Which are to be renewed, and where their zips are waited for. */
export interface Waiting {
  readonly due: readonly DueBySite[];
  readonly folder: FolderWatch;
  readonly directory: string;
}

/**
 * One certificate after the other: says which to click, waits for its zip, takes in whatever comes by
 * its subject, and goes on. Zips may come in any order, and twice. Enter looks once more, and passes
 * over the one that is waited for; where nobody is in front of it, nothing is waited for.
 */
export async function workThrough(
  context: Context,
  { due, folder, directory }: Waiting,
  session: Session,
): Promise<WorkedThrough> {
  const { out, text, signal } = session;
  const results: RenewalResult[] = [];
  const renewed = new Set<string>();
  const used = new Set<string>();
  /** What has not become whole so far: told when somebody does not wait for it any more. */
  const partial = new Set<string>();
  const left = (): readonly DueBySite[] => due.filter(({ name }) => !renewed.has(name));
  const takeAll = async (): Promise<void> => {
    for (const file of await folder.arrived()) {
      // Stopped: what is half done is gone on with by the next run, and nothing more is begun.
      if (signal.aborted) return;
      const arrival = await takeArrival(context, file);
      tell(file, arrival, session);
      if (arrival.kind === 'partial') partial.add(file);
      else partial.delete(file);
      if (arrival.kind === 'taken' || arrival.kind === 'known') used.add(file);
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
    if (daysLeft < 0) out.tell(text.using.expiredElsewhere(cleanText(directory)));
    const came = new AbortController();
    const entered = enter(session, came.signal);
    try {
      for (;;) {
        const changed = folder.changed().then(() => false);
        const isEntered = await Promise.race([entered, changed]);
        await takeAll();
        if (isEntered) tellPartial(partial, session);
        if (isEntered || renewed.has(name)) break;
      }
    } catch (error) {
      out.tell(text.using.leftDue(namesOf(left(), session)));
      throw error;
    } finally {
      came.abort();
      await entered.catch(() => undefined);
    }
  }
  tellPartial(partial, session);
  return { results, left: left(), taken: used.size };
}

/**
 * True once Enter was pressed. One question for as long as a certificate is waited for: no key is lost
 * to something that comes meanwhile.
 *
 * @throws WeborcaError `interrupted` when somebody stops it, or `gone` says that it is answered
 */
async function enter({ text, signal, out }: Session, gone: AbortSignal): Promise<boolean> {
  const ask = createAsk(process, { json: out.json, signal: AbortSignal.any([signal, gone]) });
  await ask?.line(text.using.waitingForZip);
  return true;
}

function tellPartial(files: Set<string>, { out, text }: Session): void {
  if (out.json) return;
  for (const file of files)
    out.tell(` ${symbols.notice} ${text.using.zipPartial(cleanText(file))}`);
  files.clear();
}

/** The names in a row. */
export function namesOf(due: readonly DueBySite[], { text }: Session): string {
  return due.map(({ name }) => name).join(text.said.comma);
}

function tell(file: string, arrival: Arrival, session: Session): void {
  const { out, text, language } = session;
  if (out.json) return;
  switch (arrival.kind) {
    case 'taken': {
      const { result } = arrival;
      const said = result.outcome === 'failed' ? text.said.failed(result.name) : null;
      // On a terminal we ask about the browser at the end, once nothing more is waited for.
      out.tell(said ?? renderRenewal(result, session, session.ask === null ? undefined : []));
      return;
    }
    case 'closed':
      out.tell(` ${symbols.notice} ${text.using.zipClosed(file)}`);
      return;
    case 'unclear':
      out.tell(
        ` ${symbols.notice} ${cleanText(basename(file))}: ${describeError(arrival.error, language).message}`,
      );
      return;
    case 'partial':
    case 'known':
    case 'none':
  }
}
