import type { DueBySite, Worklist } from '@weborca-cert/core';

/** One of those that somebody renews on the management site, and how far it is. */
export interface WorkItem {
  readonly due: DueBySite;
  readonly state: 'waiting' | 'done' | 'passed' | 'failed';
  /** What changed, or what went wrong; empty while nothing came. */
  readonly said: string;
  /** A browser of this computer goes on with the one before. */
  readonly behind: boolean;
}

/** A way through all that are due: one is being worked at, and what comes is taken in any order. */
export interface Work {
  readonly items: readonly WorkItem[];
  /** The name that is worked at; null: there is none left. */
  readonly current: string | null;
}

export function begun(due: readonly DueBySite[]): Work {
  return {
    items: due.map((one) => ({ due: one, state: 'waiting', said: '', behind: false })),
    current: due[0]?.name ?? null,
  };
}

/** A zip came for one of them, in whatever order: if it was the one that is worked at, the next is. */
export function arrived(
  work: Work,
  {
    name,
    ok,
    said,
    behind = false,
  }: {
    readonly name: string;
    readonly ok: boolean;
    readonly said: string;
    readonly behind?: boolean;
  },
): Work {
  const items = work.items.map((item): WorkItem =>
    item.due.name === name ? { due: item.due, state: ok ? 'done' : 'failed', said, behind } : item,
  );
  return ok && work.current === name
    ? { items, current: nextOf(items, name) }
    : { items, current: work.current };
}

/** A file that came and was not taken in, and what a person can do about it. */
export interface LeftFile {
  readonly file: string;
  /** A password is missing; not there whole; not clear whose it is. */
  readonly kind: 'closed' | 'partial' | 'unclear';
  /** Why, where the kind does not say it. */
  readonly said: string;
}

export type NotRenewable = Worklist['notRenewable'];

/**
 * What is left of the files after one more was looked at: a download that has become whole meanwhile is
 * not told any more. `kind` null: nothing is to be done about it.
 */
export function leftFiles(
  files: readonly LeftFile[],
  {
    file,
    kind,
    said,
  }: { readonly file: string; readonly kind: LeftFile['kind'] | null; readonly said: string },
): readonly LeftFile[] {
  const others = files.filter((one) => one.file !== file);
  return kind === null ? others : [...others, { file, kind, said }];
}

/** The one that is worked at is left for later. */
export function passedOver(work: Work): Work {
  const { current } = work;
  if (current === null) return work;
  const items = work.items.map((item): WorkItem =>
    item.due.name === current && item.state !== 'done' ? { ...item, state: 'passed' } : item,
  );
  return { items, current: nextOf(items, current) };
}

/** What is not done: it stays due, so that it comes again with the next way through. */
export function remaining({ items }: Work): number {
  return items.filter(({ state }) => state !== 'done').length;
}

/** The next without a zip that was not passed over, from there on and then from the beginning. */
function nextOf(items: readonly WorkItem[], from: string): string | null {
  const at = items.findIndex(({ due }) => due.name === from);
  const order = [...items.slice(at + 1), ...items.slice(0, at + 1)];
  return order.find(({ state }) => state === 'waiting' || state === 'failed')?.due.name ?? null;
}
