import type { Context, Observer } from '@weborca-cert/core';
import type { Speech } from './language.ts';
import { contextFor, type Running } from './looking.ts';
import { followSteps } from './render/progress.ts';

/** What a command's `run` is given besides its own values. */
export interface Session extends Speech, Running {}

/** Core's context for a command, with what happens shown as it happens. */
export function openContext(
  session: Session,
  observe: Observer = followSteps(session, false).observe,
): Context {
  return contextFor(session, observe);
}
