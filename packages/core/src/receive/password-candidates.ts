import { decodeText } from '../decode-text.ts';
import { Secret } from '../secret.ts';

const maxTextBytes = 16 * 1024;
const maxCandidates = 12;

/**
 * Passwords that a text file delivered beside a certificate may hold: the whole text, each line,
 * and what follows a label such as `パスワード：` or `password=`. The likeliest come first.
 */
export function passwordCandidates(bytes: Uint8Array): readonly Secret[] {
  if (bytes.length > maxTextBytes) return [];
  const text = decodeText(bytes);
  // oxlint-disable-next-line no-control-regex -- control characters are what tells binary from text
  if (text === null || /[\u0000-\u0008\u000e-\u001f]/.test(text)) return [];
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
