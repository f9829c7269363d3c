/**
 * Tests of core that cannot hold under Windows or in Wine, and why: they are told as left out, not as
 * failed. A beginning of the full name; an empty one is the whole file.
 */
export const limits: readonly {
  readonly file: string;
  readonly begins: string;
  readonly why: string;
}[] = [];
