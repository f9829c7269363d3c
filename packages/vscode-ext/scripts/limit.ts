// What hangs becomes a failure that says what it was.

/**
 * Waits for something, but not for ever. What goes on nevertheless is not listened to any more.
 *
 * @example
 * await within(30_000, 'the browser closes', browser.close());
 */
export async function within<T>(ms: number, what: string, promise: Promise<T>): Promise<T> {
  const limit = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    limit.reject(new Error(`${what}: not within ${ms / 1000} s`));
  }, ms);
  try {
    return await Promise.race([promise, limit.promise]);
  } finally {
    clearTimeout(timer);
  }
}
