import { whyNothing } from '@weborca-cert/core';
import { describeError } from './describe.ts';
import { speechOf } from './language.ts';
import { contextFor, type Running } from './looking.ts';
import type { Voice } from './voice.ts';

/** The sentences of the error that a renewal of all would end with: of an answer it is none. */
export async function sayNothingUnderCare(session: Voice & Running): Promise<string> {
  const error = await whyNothing(contextFor(session));
  const { message, hint } = describeError(error, speechOf(session), session.command);
  return `${message}\n${hint}`;
}
