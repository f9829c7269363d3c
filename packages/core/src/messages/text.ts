import { cleanText } from '../certificate/clean.ts';

const longestValue = 1000;

/**
 * A sentence with values from outside in it: each is cleaned, so that a path or a server's word
 * can neither move the cursor nor begin a line of its own; a `Secret` gives its mask.
 */
export function t(strings: TemplateStringsArray, ...values: readonly unknown[]): string {
  return strings.reduce((text, part, index) => text + clean(values[index - 1]) + part);
}

/** Puts lines under each other; empty and absent ones are left out. */
export function lines(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join('\n');
}

/** What a program printed, set off from our own words. */
export function printedLines(output: string): string {
  return lines(...output.split('\n').map((line) => t`  ${line}`));
}

/** Names in a row, not more than people read. */
export function listed(names: readonly string[], separator: string): string {
  const shown = names.slice(0, 12).join(separator);
  return names.length > 12 ? `${shown}${separator}…` : shown;
}

function clean(value: unknown): string {
  const text = cleanText(String(value));
  return text.length > longestValue ? `${text.slice(0, longestValue)}…` : text;
}

/** A command to paste, however long: half of one would leave a quote open. */
export function whole(command: string): string {
  return cleanText(command);
}

/** A file's or another name as an argument that can be copied into a shell. */
export function argument(value: string): string {
  return /^[\w./\\:@+~-]+$/.test(value) ? value : t`"${value}"`;
}

/** Whether a person could accept what differs by name (`receive --accept-cn`, `--accept-issuer`). */
export function mayDiffer(reasons: readonly string[]): boolean {
  const acceptable = new Set(['subject-differs', 'issuer-differs']);
  return reasons.length > 0 && reasons.every((reason) => acceptable.has(reason));
}

interface Brought {
  /** As an argument of the command. */
  readonly file: string;
  readonly commonName: string;
  readonly issuer: string;
}

/** The command with which a person takes it all the same. */
export function receiveAnyway(
  reasons: readonly string[],
  { file, commonName, issuer }: Brought,
): string {
  const cn = reasons.includes('subject-differs') ? ` --accept-cn ${argument(commonName)}` : '';
  const by = reasons.includes('issuer-differs') ? ` --accept-issuer ${argument(issuer)}` : '';
  return `weborca-cert receive ${file}${cn}${by}`;
}

/** Whether nothing but a person's word is missing: it was found, and not adopted. */
export function mayBeTaken(reasons: readonly string[]): boolean {
  const open = new Set(['tenant-not-shown', 'known-elsewhere', 'verification-refused']);
  return reasons.length > 0 && reasons.every((reason) => open.has(reason));
}
