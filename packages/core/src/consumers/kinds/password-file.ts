import * as v from 'valibot';
import { encodePassword } from '../../store/record.ts';
import { meaningOf, defineKind } from '../kind.ts';
import { kindOf, object, path } from '../fields.ts';
import type { FilePlan, PlanContext } from '../types.ts';

const schema = v.strictObject(
  {
    kind: kindOf('password-file', 'A file with the issued password'),
    path: path('A file that holds the password, nothing else'),
  },
  object,
);

/** No password is as long; a longer file, or one of several lines, is some other file. */
const longest = 1024;

/**
 * The issued password in a file of its own (secret files, nginx's `ssl_password_file`). Byte order
 * mark and line end stay as they are; a new file has neither.
 */
export const passwordFile = defineKind(
  {
    schema,
    words: { en: 'password file', ja: 'パスワードのファイル' },
    keeps: {
      en: 'a file with nothing but the password',
      ja: 'パスワードだけのファイル',
    },
    changes: {
      en: 'the file',
      ja: 'そのファイル',
    },
  },
  (entry, { resolve }) => {
    const file = resolve(entry.path);
    return {
      form: 'files',
      kind: 'password-file',
      place: file,
      ties: () => ({ tells: 'others' }),
      touches: () => [file],
      plan: (context) => Promise.resolve(planPasswordFile(file, context)),
    };
  },
);

function planPasswordFile(file: string, { files, material }: PlanContext): FilePlan {
  const before = files.get(file) ?? null;
  const frame = /^(\ufeff?)[^\r\n]*(\r?\n)?$/.exec(Buffer.from(before ?? []).toString('utf8'));
  if (frame === null || (before?.length ?? 0) > longest) {
    return { kind: 'refused', reason: 'not-a-password-file', path: file };
  }
  const password = encodePassword(material.password);
  // Its reader takes the first line: the rest would be lost.
  if (Buffer.from(password).some((byte) => byte === 0x0a || byte === 0x0d || byte === 0)) {
    return { kind: 'refused', reason: 'value-not-writable', path: file };
  }
  const [, mark = '', lineEnd = ''] = frame;
  const bytes = Buffer.concat([Buffer.from(mark), password, Buffer.from(lineEnd)]);
  if (before !== null && bytes.equals(before)) return { kind: 'current' };
  return {
    kind: 'replace',
    replacements: [
      { path: file, bytes, secret: true, meaning: meaningOf('password', material.password) },
    ],
    changes: [{ path: file, what: before === null ? 'create' : 'replace' }],
  };
}
