interface Limit {
  readonly file: string;
  /** A beginning of the full name. */
  readonly begins: string;
}

const of = (file: string, ...begins: readonly string[]): readonly Limit[] =>
  begins.map((one) => ({ file, begins: one }));

/**
 * Tests of core that cannot hold in Wine: they count as left out, not as failed. What Windows itself has
 * not (modes, mount points, links to files, paths from `/`) the tests know by themselves.
 */
export const limits: readonly Limit[] = [
  // A rename that changes nothing but the case does nothing in Wine, and says that it did: a bare
  // `renameSync('clinic', 'Clinic')` leaves `clinic` there. NTFS keeps the new name.
  ...of('store/names.test.ts', 'a name can change its case'),
  // Wine gives whatever it starts a dozen variables of its own (WINELOADER, WINEDLLDIR0 …).
  ...of('programs/run.test.ts', 'its environment is exactly what the call says'),
];
