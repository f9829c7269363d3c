import { Secret } from '../secret.ts';

const maxTextBytes = 16 * 1024;
const maxCandidates = 12;

/**
 * Passwords that a text file delivered beside a certificate may hold: the whole text, each line,
 * and what follows a label such as `パスワード：` or `password=`. The likeliest come first.
 */
export function passwordCandidates(bytes: Uint8Array): readonly Secret[] {
  if (bytes.length > maxTextBytes) return [];
  const text = decode(bytes);
  if (text === null) return [];
  const lines = text
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const labelled = lines.flatMap((line) => {
    const value = /^[^:=：＝]{1,40}[:=：＝]\s*(\S.*)$/u.exec(line)?.[1];
    return value === undefined ? [] : [value];
  });
  const whole = lines.length === 1 ? lines : [];
  const candidates = new Set([...whole, ...labelled, ...lines]);
  return [...candidates].slice(0, maxCandidates).map((candidate) => new Secret(candidate));
}

/** UTF-8, or the Shift_JIS that Notepad wrote for decades; null for what is no text. */
function decode(bytes: Uint8Array): string | null {
  for (const encoding of ['utf-8', 'shift_jis']) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      // oxlint-disable-next-line no-control-regex -- control characters are what tells binary from text
      return /[\u0000-\u0008\u000e-\u001f]/.test(text) ? null : text;
    } catch {
      continue;
    }
  }
  return null;
}
