import type { Attempts } from '../store/memory.ts';
import { dayMs, hourMs } from '../time.ts';

const postsADay = 3;

/** Why no request may go out yet; the caller turns it into a code. */
export type WaitReason = 'outcome-unknown' | 'day-used-up' | 'service-said-later' | 'unfit-before';

export type Permission =
  | { readonly permitted: true }
  | { readonly permitted: false; readonly reason: WaitReason; readonly until: Date | null };

/** A remembered time so far ahead was written by a wrong clock: it counts as not remembered. */
export function isVoid(remembered: Date, now: Date): boolean {
  return remembered.getTime() > now.getTime() + dayMs;
}

interface Circumstances {
  /**
   * Validity left of the asking certificate; null when our clock is known to be wrong, and the
   * remaining time therefore unknown.
   */
  readonly remainingMs: number | null;
  readonly now: Date;
  /** A person's `--force`: then it may. */
  readonly forced: boolean;
}

/**
 * May a request go out now? Three a day, an hour after one whose outcome is unknown, and
 * `Retry-After` (a day at most); none of these waits exceeds a tenth of the remaining validity,
 * so that none lasts until expiry. An unfit answer waits 24 h, and after three of them only
 * a person (`--force`) asks again: `until` is null then.
 *
 * Remembered times more than 24 h ahead of now come from a wrong clock and are void.
 */
export function mayRequest(
  attempts: Attempts,
  { remainingMs, now, forced }: Circumstances,
): Permission {
  if (forced) return { permitted: true };
  const tenth = tenthOf(remainingMs);
  const known = (at: Date): boolean => !isVoid(at, now);
  const unfit = attempts.unfit.filter(known);
  if (unfit.length >= 3) return { permitted: false, reason: 'unfit-before', until: null };
  const waits: { readonly reason: WaitReason; readonly until: number }[] = [];
  const lastUnfit = latest(unfit);
  if (lastUnfit !== null) waits.push({ reason: 'unfit-before', until: lastUnfit + dayMs });
  // A request dated ahead by more than the wait it can cause would block for longer than that.
  const latestPost = now.getTime() + Math.min(dayMs, tenth);
  const posts = attempts.posts.filter((post) => post.at.getTime() <= latestPost);
  const lastUnknown = latest(posts.filter((post) => post.outcomeUnknown).map((post) => post.at));
  if (lastUnknown !== null) {
    const until = unknownUntil(new Date(lastUnknown), remainingMs).getTime();
    waits.push({ reason: 'outcome-unknown', until });
  }
  const times = posts.map((post) => post.at.getTime()).toSorted((a, b) => b - a);
  const last = times[0];
  const oldestThatCounts = times[postsADay - 1];
  if (last !== undefined && oldestThatCounts !== undefined) {
    waits.push({ reason: 'day-used-up', until: Math.min(oldestThatCounts + dayMs, last + tenth) });
  }
  // It came with an answer to a request; without one there is nothing to measure the tenth from.
  if (attempts.retryAt !== null && known(attempts.retryAt) && last !== undefined) {
    waits.push({
      reason: 'service-said-later',
      until: Math.min(attempts.retryAt.getTime(), last + tenth),
    });
  }
  const longest = waits.toSorted((a, b) => b.until - a.until)[0];
  if (longest === undefined || longest.until <= now.getTime()) return { permitted: true };
  return { permitted: false, reason: longest.reason, until: new Date(longest.until) };
}

/** An hour after a request whose outcome is unknown; at most a tenth of what is left. Pure. */
export function unknownUntil(since: Date, remainingMs: number | null): Date {
  return new Date(since.getTime() + Math.min(hourMs, tenthOf(remainingMs)));
}

function tenthOf(remainingMs: number | null): number {
  return remainingMs === null
    ? Number.POSITIVE_INFINITY
    : Math.max(0, Math.floor(remainingMs / 10));
}

function latest(dates: readonly Date[]): number | null {
  return dates.length === 0 ? null : Math.max(...dates.map((date) => date.getTime()));
}

/** Forgets what can no longer decide anything, so that the record does not grow. */
export function withPost(attempts: Attempts, at: Date, outcomeUnknown: boolean): Attempts {
  const recent = attempts.posts.filter((post) => post.at.getTime() > at.getTime() - 2 * dayMs);
  return { ...attempts, posts: [...recent, { at, outcomeUnknown }] };
}

/** The request of that time, counted before it left, certainly never did. */
export function withoutPost(attempts: Attempts, at: Date): Attempts {
  const { posts } = attempts;
  const counted = lastOpen(posts, at);
  return counted < 0 ? attempts : { ...attempts, posts: posts.toSpliced(counted, 1) };
}

/** The service has answered the request of that time. */
export function withAnswered(attempts: Attempts, at: Date): Attempts {
  const { posts } = attempts;
  const counted = lastOpen(posts, at);
  if (counted >= 0)
    return { ...attempts, posts: posts.with(counted, { at, outcomeUnknown: false }) };
  return posts.some((post) => isOf(post, at)) ? attempts : withPost(attempts, at, false);
}

type Post = Attempts['posts'][number];

function isOf(post: Post, at: Date): boolean {
  return post.at.getTime() === at.getTime();
}

/** A clock that stands gives several the same time: what is settled is not counted back. */
function lastOpen(posts: readonly Post[], at: Date): number {
  return posts.findLastIndex((post) => post.outcomeUnknown && isOf(post, at));
}
