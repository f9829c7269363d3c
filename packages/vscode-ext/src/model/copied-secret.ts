import type { Secret } from '@weborca-cert/core';

export interface Clipboard {
  readonly read: () => Promise<string>;
  readonly write: (text: string) => Promise<void>;
}

/** A secret that a person has copied, and its way off the clipboard again. */
export interface CopiedSecret {
  /** Takes it off after so many seconds, if it is still there; 0: never. A later copy counts anew. */
  readonly copy: (secret: Secret, seconds: number) => Promise<void>;
  /** Takes it off at once, if it is still there and was to go: the window is closing. */
  readonly clearNow: () => Promise<void>;
}

/** @param failed is told what went wrong after the call has returned */
export function copiedSecret(clipboard: Clipboard, failed: (error: unknown) => void): CopiedSecret {
  let pending: { readonly secret: Secret; readonly timer: NodeJS.Timeout } | null = null;

  const clearNow = async (): Promise<void> => {
    if (pending === null) return;
    const { secret, timer } = pending;
    clearTimeout(timer);
    pending = null;
    // What somebody has copied since is theirs.
    if ((await clipboard.read()) === secret.reveal()) await clipboard.write('');
  };

  return {
    copy: async (secret, seconds) => {
      if (pending !== null) clearTimeout(pending.timer);
      pending = null;
      await clipboard.write(secret.reveal());
      if (seconds === 0) return;
      const timer = setTimeout(() => {
        clearNow().catch(failed);
      }, seconds * 1000);
      pending = { secret, timer };
    },
    clearNow,
  };
}
