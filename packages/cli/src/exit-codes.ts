/**
 * What the process ends with. The one place that code, help, docs and tests take it from
 * (design, "The command line").
 */
export const exitCodes = {
  /** Done, also when there was nothing to do. */
  done: 0,
  /** At least one certificate failed; the others were done all the same. */
  failed: 1,
  /**
   * Wrong usage (also a certificate that is not known), a configuration that cannot be read or is
   * blank; for `check` and `renew` over everything: nothing under care.
   */
  usage: 2,
  /** `check`: something is due, urgent, superseded or not renewable, or a consumer is not up to date. */
  due: 10,
  /** `check`: something has expired. */
  expired: 11,
  /**
   * `check`: something cannot be read, or is not valid yet, or the store holds what the default
   * configuration does not name.
   */
  unreadable: 12,
  /** `renew --exit-code`: at least one was renewed and none failed. */
  renewed: 20,
  /** SIGINT or SIGTERM. */
  interrupted: 130,
} as const;

export type ExitName = keyof typeof exitCodes;
export type ExitCode = (typeof exitCodes)[ExitName];
