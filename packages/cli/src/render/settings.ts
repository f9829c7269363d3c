import { cleanText, type EntrySettings } from '@weborca-cert/core';
import type { Session } from '../session.ts';
import { pairs } from './table.ts';

/** Every setting of a backup's configuration, with all its fields: a person is to judge them. */
export function renderSettings(
  { backups, consumers, onFailure }: EntrySettings,
  { text }: Session,
): string {
  const { settings } = text.keeping;
  return pairs([
    ...backups.map(({ path, password }): readonly [string, string] => [
      settings.backup,
      `${cleanText(path)}${password === 'separate' ? ' (password: separate)' : ''}`,
    ]),
    ...consumers.map(({ kind, ...fields }): readonly [string, string] => [
      settings.consumer,
      [kind, ...Object.entries(fields).map(field)].map(cleanText).join(' '),
    ]),
    ...(onFailure === null
      ? []
      : [[settings.onFailure, cleanText(JSON.stringify(onFailure))] as const]),
  ]);
}

export function isNoSetting({ backups, consumers, onFailure }: EntrySettings): boolean {
  return backups.length + consumers.length === 0 && onFailure === null;
}

function field([name, value]: readonly [string, unknown]): string {
  return `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`;
}
