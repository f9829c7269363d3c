import { dayMs } from '../time.ts';

/** What nobody has read for longer may be gone, and nobody would know. */
const mostUnseenDays = 90;

/** For how many days nobody has read a backup, if that is too long; null: it was seen. */
export function unseenDays({ readAt }: { readonly readAt: Date }, now: Date): number | null {
  const days = Math.floor((now.getTime() - readAt.getTime()) / dayMs);
  return days > mostUnseenDays ? days : null;
}
