/** `NAME`, `NAME-2`, `NAME-3`, … */
export function numbered(name: string, n: number): string {
  return n === 1 ? name : `${name}-${n}`;
}

/**
 * The first number, from 1 on, of which nothing is taken.
 *
 * @throws Error with code EEXIST when a thousand are taken
 */
export async function firstFree(isTaken: (n: number) => Promise<boolean>): Promise<number> {
  for (let n = 1; n < 1000; n += 1) if (!(await isTaken(n))) return n;
  throw Object.assign(new Error('no free name'), { code: 'EEXIST' });
}
