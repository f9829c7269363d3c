import {
  asWeborcaError,
  writtenError,
  type ErrorCode,
  type Retry,
  type WeborcaError,
} from '../errors.ts';
import type { Language } from '../words/bilingual.ts';
import { backup } from './errors/backup.ts';
import { configuration } from './errors/configuration.ts';
import { consumers } from './errors/consumers.ts';
import { files } from './errors/files.ts';
import { issued } from './errors/issued.ts';
import { names } from './errors/names.ts';
import { processes } from './errors/process.ts';
import { services } from './errors/service.ts';
import { validity } from './errors/validity.ts';
import { verification } from './errors/verification.ts';
import { namedInForced } from './forced.ts';
import { noOutlook, type Message, type Sentences, type Outlook } from './types.ts';

export interface Description extends Message {
  readonly code: ErrorCode;
  readonly retry: Retry;
}

const sentences: Sentences = {
  ...names,
  ...configuration,
  ...files,
  ...validity,
  ...services,
  ...issued,
  ...verification,
  ...consumers,
  ...backup,
  ...processes,
};

/**
 * What is told of an error, ours or any other (`internal`): one sentence, and the way out. Never
 * throws: an error of another version of this program, with other details, is told by its code.
 *
 * @example
 * describeError(error, 'ja').message; // client.p12 はこのパスワードでは開けません。
 */
export function describeError(
  error: unknown,
  language: Language,
  outlook: Outlook = noOutlook,
): Description {
  const known = asWeborcaError(error);
  const { code, retry } = known;
  return { code, retry, ...messageOf(known, language, outlook) };
}

/** The same of an error that was written down; of a later version's its code. */
export function describeWritten(
  { code, details }: { readonly code: string; readonly details: object },
  language: Language,
  outlook: Outlook = noOutlook,
): Message {
  const error = writtenError(code, details);
  return error === null ? { message: code, hint: '' } : messageOf(error, language, outlook);
}

function messageOf(error: WeborcaError, language: Language, outlook: Outlook): Message {
  try {
    return speak(error, language, outlook);
  } catch {
    return { message: error.code, hint: '' };
  }
}

function speak<C extends ErrorCode>(
  { code, details }: WeborcaError<C>,
  language: Language,
  outlook: Outlook,
): Message {
  const { message, hint } = sentences[code][language](details, outlook);
  return { message, hint: namedInForced(hint, details, language) };
}
