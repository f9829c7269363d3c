import type { ErrorDetails } from '../errors.ts';
import { lines, t } from './text.ts';
import type { Message } from './types.ts';
import { word } from './words.ts';

const reason = (key: string): string => word('en', 'reason', key);

/** `config-invalid`, which has a sentence for each of its reasons, in English. */
export function configInvalid(details: ErrorDetails['config-invalid']): Message {
  const { path, at, kind, line, expected, why } = details;
  const where = line === undefined ? t`${path}` : t`${path}, line ${line}`;
  const item =
    at === undefined ? 'the content' : kind === undefined ? t`${at}` : t`${at} (${kind})`;
  switch (details.reason) {
    case 'blank':
      return {
        message: t`There is nothing in the configuration ${path}.`,
        hint: lines(
          'A power cut can leave a file like that. If you have a copy of it, put it back.',
          'If not: weborca-cert restore FOLDER with a backup of each certificate, or weborca-cert add FILE, writes it anew.',
        ),
      };
    case 'syntax':
      return {
        message: `The configuration cannot be read as JSON (${where}).`,
        hint: 'Check brackets, quotes and commas. Comments with // and trailing commas are fine.',
      };
    case 'encoding':
      return {
        message: `The configuration is not written in UTF-8 (${where}).`,
        hint: 'Save it again in an editor, with the encoding UTF-8.',
      };
    case 'shape':
      return {
        message: `In the configuration, ${item} is not right (${where}).`,
        hint: expected === undefined ? '' : t`It should look like this: ${expected}`,
      };
    case 'unknown-key':
      return {
        message: `The configuration has ${item}, which is not known (${where}).`,
        hint: expected === undefined ? '' : suggestion(expected, 'Known keys'),
      };
    case 'missing-key':
      return {
        message: `In the configuration, ${item} has no ${t`${expected ?? ''}`} (${where}).`,
        hint:
          expected?.includes(', ') === true
            ? t`Add one of these: ${expected}.`
            : t`Add ${expected ?? ''}.`,
      };
    case 'duplicate-key':
      return {
        message: `The configuration has ${item} twice (${where}).`,
        hint: 'Keep one of them only.',
      };
    case 'writable-by-others':
      return {
        message: t`The configuration was not read, because others can write ${path}.`,
        hint: lines(
          'It names programs to start and hosts to connect to, so only you should be able to write it.',
          t`Check that you are its owner, and run chmod ${expected ?? '0600'} ${path}.`,
        ),
      };
    case 'in-project-folder':
      return {
        message: t`The configuration ${path} was not read, because it lies in the current project ${at ?? ''}.`,
        hint: lines(
          t`If you mean to use it, say so: --config ${path}.`,
          'If you know nothing of it, check the environment, such as WEBORCA_CERT_HOME.',
        ),
      };
    case 'service-unknown':
      return {
        message: `The configuration has no service as named in ${item} (${where}).`,
        hint: expected === undefined ? '' : suggestion(expected, 'Known services'),
      };
    case 'unreadable':
    // Also a reason that a newer version gives.
    default:
      return {
        message: t`The configuration's file ${path} cannot be read (${reason(why ?? 'unknown')}).`,
        hint: 'Check where it lies, and that you may read it.',
      };
  }
}

/** One near word is a question, several are a list. */
function suggestion(expected: string, list: string): string {
  return expected.includes(', ') ? t`${list}: ${expected}` : t`Did you mean ${expected}?`;
}
