import { posix, win32 } from 'node:path';
import * as v from 'valibot';
import { sameBytes } from '../../bytes.ts';
import { firstFree } from '../../files/free-name.ts';
import { Secret } from '../../secret.ts';
import { encodePassword } from '../../store/record.ts';
import { isAnyTaken, localDay } from '../beside.ts';
import { meaningOf, defineKind } from '../kind.ts';
import { connectionNumber, kindOf, object, path } from '../fields.ts';
import { propertiesSettings } from '../lines/properties.ts';
import { editSettings, readSettings, type Settings } from '../lines/settings.ts';
import { identitiesOf, openWithAny } from '../opened.ts';
import { isAbsolute, lineChange, settingsReplacement } from '../pem-settings.ts';
import type { FilePlan, PlanContext, PlannedChange, Replacement, TouchContext } from '../types.ts';
import { planPkcs12 } from './pkcs12.ts';

const schema = v.strictObject(
  {
    kind: kindOf('monsiaj', 'monsiaj: its settings and the file they name'),
    path: path('~/.monsiaj/monsiaj.jsonrpc.properties'),
    config: connectionNumber,
  },
  object,
);

/**
 * monsiaj. As it does itself: a new `<yyyyMMddHHmmss>.p12` with its password in a `.pass` beside it,
 * and the settings pointed there (CertificateManager, Config).
 */
export const monsiaj = defineKind(
  {
    schema,
    words: { en: 'monsiaj', ja: 'monsiaj' },
    keeps: {
      en: 'settings and `.p12`',
      ja: '設定と `.p12`',
    },
    changes: {
      en: 'a new `<yyyyMMddHHmmss>.p12` with its `.pass`, and the lines that name it',
      ja: '新しい `<yyyyMMddHHmmss>.p12` とその `.pass`、それを指す行',
    },
    places: ({ home }) => [home('.monsiaj', 'monsiaj.jsonrpc.properties')],
    renewsInto: ['.monsiaj', 'certificates'],
    settings: (bytes) => readSettings(propertiesSettings, bytes),
  },
  (entry, { resolve }) => {
    const file = resolve(entry.path);
    return {
      form: 'files',
      kind: 'monsiaj',
      place: file,
      ties: () => ({ tells: 'own', sealed: true }),
      touches(context) {
        const paths = connectionsIn(read(context, file)).map((one) => one.file);
        const absolute = paths.filter((one) => isAbsolute(one, context));
        return [file, ...absolute];
      },
      passwordHints: (context) =>
        connectionsIn(read(context, file)).flatMap(({ password }) => password ?? []),
      plan: (context) => plan(file, entry.config ?? null, context),
    };
  },
);

interface Connection {
  readonly number: number;
  readonly prefix: string;
  readonly file: string;
  /** Null: a person types it. */
  readonly password: Secret | null;
}

function read({ files }: TouchContext, file: string): Settings | null {
  const bytes = files.get(file) ?? null;
  return bytes === null ? null : readSettings(propertiesSettings, bytes);
}

/** The connections with a certificate file; those with a smart card (PKCS#11) have none of ours. */
function connectionsIn(settings: Settings | null): readonly Connection[] {
  if (settings === null) return [];
  const numbers = settings.parsed.entries.flatMap(({ key }) => {
    const number = /^monsiaj\.config\.(\d+)\.clientCertificateFile$/.exec(key)?.[1];
    return number === undefined ? [] : [Number(number)];
  });
  return [...new Set(numbers)].flatMap((number) => {
    const prefix = `monsiaj.config.${number}.`;
    const at = (name: string) => settings.get(prefix + name) ?? '';
    const file = at('clientCertificateFile');
    if (file === '' || at('usePKCS11').toLowerCase() === 'true') return [];
    const saved = at('saveClientCertificatePassword').toLowerCase() === 'true';
    const password = saved ? new Secret(at('clientCertificatePassword')) : null;
    return [{ number, prefix, file, password }];
  });
}

async function plan(file: string, number: number | null, context: PlanContext): Promise<FilePlan> {
  const settings = read(context, file);
  if (settings === null) {
    const missing = (context.files.get(file) ?? null) === null;
    return { kind: 'refused', reason: missing ? 'missing' : 'settings-not-readable', path: file };
  }
  const ours = await ownConnections(connectionsIn(settings), number, context);
  if (ours.length === 0) return { kind: 'refused', reason: 'not-this-certificate', path: file };
  const renewed = new Map<string, Moved>();
  const wanted = [];
  let keeps: Secret | undefined;
  for (const connection of ours) {
    const moved =
      renewed.get(connection.file) ?? (await move(connection, [...renewed.values()], context));
    if ('kind' in moved) {
      if (moved.kind === 'refused') return moved;
      continue;
    }
    renewed.set(connection.file, moved);
    wanted.push({ key: `${connection.prefix}clientCertificateFile`, value: moved.p12.path });
    if (connection.password !== null) {
      const key = `${connection.prefix}clientCertificatePassword`;
      wanted.push({
        key,
        value: moved.password,
        after: [`${connection.prefix}clientCertificateFile`],
      });
    } else keeps = moved.password;
  }
  const edited = editSettings(settings, wanted);
  if (edited.kind === 'refused') return { kind: 'refused', reason: edited.reason, path: file };
  if (edited.edits.length === 0) return { kind: 'current' };
  const files = [...renewed.values()].flatMap(({ p12, pass }) => [p12, pass]);
  const created = files.map(({ path: one }): PlannedChange => ({ path: one, what: 'create' }));
  return {
    kind: 'replace',
    replacements: [...files, settingsReplacement(file, edited.bytes)],
    changes: [...created, ...edited.edits.map((edit) => lineChange(file, edit))],
    ...(keeps === undefined ? {} : { keeps }),
  };
}

/** Several clinics may be in one file: only those with our subject and issuer, or the one named. */
async function ownConnections(
  connections: readonly Connection[],
  number: number | null,
  { files, passwords, material }: PlanContext,
): Promise<readonly Connection[]> {
  if (number !== null) return connections.filter((one) => one.number === number);
  const ours: Connection[] = [];
  for (const one of connections) {
    const bytes = files.get(one.file) ?? null;
    if (bytes === null) continue;
    const hints = one.password === null ? passwords : [one.password, ...passwords];
    const found = await openWithAny(bytes, [...hints, material.password]);
    if (found.kind !== 'opened') continue;
    const wanted = material.identity.leaf;
    const sameNames = identitiesOf(found.opened).some(
      ({ leaf }) =>
        sameBytes(leaf.subjectDer, wanted.subjectDer) &&
        sameBytes(leaf.issuerDer, wanted.issuerDer),
    );
    if (sameNames) ours.push(one);
  }
  return ours;
}

interface Moved {
  readonly p12: Replacement;
  readonly pass: Replacement;
  readonly password: Secret;
}

/** The new pair beside the old file; a person who types the password goes on with the one they know. */
async function move(
  connection: Connection,
  others: readonly Moved[],
  context: PlanContext,
): Promise<Moved | Extract<FilePlan, { kind: 'refused' | 'current' }>> {
  if (!isAbsolute(connection.file, context)) {
    return { kind: 'refused', reason: 'path-not-absolute', path: connection.file };
  }
  const own = connection.password === null ? [] : [connection.password];
  const rule = connection.password === null ? 'keep' : 'issued';
  const planned = await planPkcs12(
    connection.file,
    { password: rule },
    {
      ...context,
      passwords: [...own, ...context.passwords],
    },
  );
  if (planned.kind !== 'replace') return planned;
  const [sealed] = planned.replacements;
  const password = planned.keeps ?? context.material.password;
  if (sealed === undefined) return { kind: 'current' };
  const paths = context.platform === 'win32' ? win32 : posix;
  const folder = paths.dirname(connection.file);
  const pairAt = (n: number): readonly [string, string] => {
    const stem = paths.join(folder, stamp(new Date(context.now.getTime() + (n - 1) * 1000)));
    return [`${stem}.p12`, `${stem}.pass`];
  };
  const laid = new Set(others.map(({ p12 }) => p12.path));
  const isTaken = async (at: string) => laid.has(at) || context.isTaken(at);
  // Sixty clinics' files in one folder are renewed within a second; no other name is monsiaj's own.
  const [p12File, passFile] = pairAt(await firstFree((n) => isAnyTaken(pairAt(n), isTaken)));
  const pass = {
    path: passFile,
    bytes: encodePassword(password),
    secret: true,
    meaning: meaningOf('password', password),
  };
  return { p12: { ...sealed, path: p12File }, pass, password };
}

/** `yyyyMMddHHmmss` in local time, as monsiaj's SimpleDateFormat gives it. */
function stamp(now: Date): string {
  const time = [now.getHours(), now.getMinutes(), now.getSeconds()];
  return localDay(now) + time.map((value) => String(value).padStart(2, '0')).join('');
}
