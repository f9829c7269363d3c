import type { ConsumerConfiguration } from '../consumers/types.ts';
import { isRecord } from '../json.ts';
import { quotePowerShell, quoteShell } from '../consumers/quoting.ts';

/**
 * The command that writes this entry, for a person to copy: `weborca-cert consumers add NAME KIND
 * FIELD=VALUE…`. On Windows as PowerShell takes it.
 */
export function addConsumerLine(
  name: string,
  { kind, ...fields }: ConsumerConfiguration,
  platform: NodeJS.Platform,
): string {
  const words = Object.entries(fields).flatMap(([field, value]) =>
    isRecord(value)
      ? Object.entries(value).map(([inner, one]) => wordOf(`${field}.${inner}`, one))
      : [wordOf(field, value)],
  );
  const quote = (word: string): string =>
    platform === 'win32' ? quoteWindows(word) : quoteShell(word);
  return ['weborca-cert', 'consumers', 'add', ...[name, kind, ...words].map(quote)].join(' ');
}

function wordOf(field: string, value: unknown): string {
  return `${field}=${typeof value === 'string' ? value : JSON.stringify(value)}`;
}

function quoteWindows(word: string): string {
  return /^[A-Za-z0-9_./:\\=+-]+$/.test(word) ? word : quotePowerShell(word);
}
