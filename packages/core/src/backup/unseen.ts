import { dayMs } from '../time.ts';

/** A backup that was not read for longer may be gone unnoticed. */
const mostUnseenDays = 90;

/** For how many days a backup was not read, if that is too long; else null. */
export function unseenDays({ readAt }: { readonly readAt: Date }, now: Date): number | null {
  const days = Math.floor((now.getTime() - readAt.getTime()) / dayMs);
  return days > mostUnseenDays ? days : null;
}
