import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Home } from '../../../scripts/home.ts';

export interface Newcomer {
  readonly p12: string;
  readonly password: string;
  readonly backups: string;
}

/** What somebody has who begins: a file, its password, and a USB drive. */
export function newcomer(home: Home): Newcomer {
  const client = home.simulator.certificates[0];
  assert.ok(client?.p12 != null && client.passwordFile !== null);
  const backups = path.join(home.folder, '..', 'usb');
  if (!existsSync(backups)) mkdirSync(backups);
  const password = readFileSync(client.passwordFile, 'utf8');
  return { p12: client.p12, password, backups: path.resolve(backups) };
}
