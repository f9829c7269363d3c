// The last line of every runner, which `.ci/run` adds up, and what happens without a Chromium.
export interface Summary {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Prints `N passed, N failed, N skipped` and sets the exit code. */
export function conclude({ passed, failed, skipped }: Summary): void {
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  if (failed > 0) process.exitCode = 1;
}

/** Without Chromium: a failure under CI=true, else the tests are left out, and that is said. */
export function concludeWithoutChromium(what: string, tests: number): void {
  console.error(
    `${what} need Chromium and were left out: install the Debian package "chromium" ` +
      '(sudo apt-get install chromium), or name one in WEBORCA_TEST_CHROMIUM.',
  );
  const failed = process.env.CI === 'true';
  conclude({ passed: 0, failed: failed ? tests : 0, skipped: failed ? 0 : tests });
}
