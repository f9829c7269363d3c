import type { BackupProblem } from '../backup/types.ts';

const damage: ReadonlySet<string> = new Set<BackupProblem>([
  'manifest-broken',
  'file-missing',
  'hash-differs',
  'does-not-open',
  'other-certificate',
]);

/** Whether the reason is about one backup, not about the place it lies in. */
export function isDamage(reason: string): boolean {
  return damage.has(reason);
}
