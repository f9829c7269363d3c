import {
  asWeborcaError,
  writtenError,
  type ErrorCode,
  type Retry,
  type WeborcaError,
} from '../errors.ts';
import { en } from './en.ts';
import { ja } from './ja.ts';
import type { Catalogue, Language, Message } from './types.ts';

export interface Description extends Message {
  readonly code: ErrorCode;
  readonly retry: Retry;
}

const catalogues: Readonly<Record<Language, Catalogue>> = { en, ja };

/**
 * What is told of an error, ours or any other (`internal`): one sentence, and the way out. Never
 * throws: an error of another version of this program, with other details, is told by its code.
 *
 * @example
 * describeError(error, 'ja').message; // client.p12 はこのパスワードでは開けません。
 */
export function describeError(error: unknown, language: Language): Description {
  const known = asWeborcaError(error);
  const { code, retry } = known;
  return { code, retry, ...messageOf(known, language) };
}

/** The same of an error that was written down; of a later version's its code. */
export function describeWritten(
  { code, details }: { readonly code: string; readonly details: object },
  language: Language,
): Message {
  const error = writtenError(code, details);
  return error === null ? { message: code, hint: '' } : messageOf(error, language);
}

function messageOf(error: WeborcaError, language: Language): Message {
  try {
    return speak(catalogues[language], error);
  } catch {
    return { message: error.code, hint: '' };
  }
}

function speak<C extends ErrorCode>(catalogue: Catalogue, error: WeborcaError<C>): Message {
  return catalogue[error.code](error.details);
}
