import {
  backupPlaceTrouble,
  configuration,
  describeError,
  inspect,
  nameTrouble,
  staysInPlace,
  type AddRequest,
  type Context,
  type Inspection,
} from '@weborca-cert/core';
import { homePath } from '../arguments/home-path.ts';
import type { Ask } from '../prompt.ts';
import type { Session } from '../session.ts';

/** What the command line said about `add`, besides the file; null where it said nothing. */
export interface AddValues {
  readonly name: string | null;
  readonly service: string | null;
  readonly inPlace: boolean | null;
  readonly backups: readonly string[];
  readonly cn: string | null;
}

export type AddChoices = Omit<AddRequest, 'file' | 'password' | 'keyPassword'>;

type Dialogue = Session & { readonly ask: Ask; readonly context: Context };

export function toRequest({ name, service, inPlace, backups, cn }: AddValues): AddChoices {
  return {
    ...(name === null ? {} : { name }),
    ...(service === null ? {} : { service }),
    ...(inPlace === null ? {} : { inPlace }),
    ...(backups.length === 0 ? {} : { backups }),
    ...(cn === null ? {} : { cn }),
  };
}

/**
 * Talks a person through: opens the file first, so that a wrong password is known before anything
 * else is asked, shows what it is, then asks for what the command line left out.
 */
export async function askForTheRest(
  given: AddValues,
  source: Pick<AddRequest, 'file' | 'password' | 'keyPassword'>,
  asking: Dialogue,
): Promise<AddValues> {
  const { ask, text, out, lastDay, context } = asking;
  const { prompts, said } = text;
  const { certificates, file } = await inspect(context, source.file, source);
  const leaves = certificates.filter(({ role }) => role === 'leaf');
  const cn = given.cn ?? (await askForClient(leaves, asking));
  const leaf = leaves.find(({ commonName }) => cn === null || commonName === cn);
  if (leaf !== undefined) {
    const until = `${said.until(lastDay(leaf.notAfter), leaf.daysLeft)}${said.comma}${said.leftOrPast(leaf.daysLeft)}`;
    out.tell(`\n ${leaf.commonName}${said.comma}${until}\n`);
  }
  const name = given.name ?? (await askForName(asking, leaf?.commonName));
  const service = given.service ?? (await askForService(asking));
  const inPlace =
    given.inPlace ??
    (file.format === 'zip'
      ? null
      : await ask.confirm(
          prompts.addInPlace(source.file),
          await staysInPlace(context, source.file),
        ));
  const backups = given.backups.length > 0 ? given.backups : await askForBackupPlace(asking);
  return { name: name === '' ? null : name, service, inPlace, backups, cn };
}

/** Null where there is but one. */
async function askForClient(
  leaves: Inspection['certificates'],
  asking: Dialogue,
): Promise<string | null> {
  const clients = leaves.filter(({ renewable }) => renewable);
  const among = new Set((clients.length > 0 ? clients : leaves).map((one) => one.commonName));
  return among.size > 1 ? askWhichClient([...among], asking) : null;
}

export async function askWhichClient(
  among: readonly string[],
  { ask, text, out }: Pick<Session, 'text' | 'out'> & { readonly ask: Ask },
): Promise<string> {
  for (;;) {
    const typed = await ask.line(text.prompts.whichClient(among.join(text.said.comma)), among[0]);
    if (among.includes(typed)) return typed;
    out.tell(text.prompts.oneOfThese);
  }
}

/** A path as people give it: a file dragged onto a terminal comes in quotes. */
export function typedPath(typed: string): string {
  const [, double, single] = /^(?:"([^"]+)"|'([^']+)')$/.exec(typed) ?? [];
  return homePath(double ?? single ?? typed);
}

/** A folder that takes no backup is said to be none where another can still be typed. */
async function askForBackupPlace({
  ask,
  text,
  context,
  out,
  language,
}: Dialogue): Promise<readonly string[]> {
  for (;;) {
    const folder = typedPath(await ask.line(text.prompts.addBackup));
    if (folder === '') return [];
    const trouble = await backupPlaceTrouble(context, folder);
    if (trouble === null) return [folder];
    const { message, hint } = describeError(trouble, language);
    out.tell([message, hint].join('\n'));
  }
}

/** Asked only where somebody has set up several: else it is theirs, or the production of all others. */
async function askForService({ ask, text, context, out }: Dialogue): Promise<string | null> {
  const { ownServices, services } = await configuration(context);
  if (ownServices.length <= 1) return null;
  const { addService, services: words, oneOfThese } = text.prompts;
  const known = [...services.keys()];
  const called = new Map<string, string>(Object.entries(words));
  const wordFor = (name: string): string => called.get(name) ?? name;
  const shown = known.map(wordFor).join(text.said.comma);
  const [first = ''] = known;
  const usual = wordFor(known.includes('production') ? 'production' : first);
  for (;;) {
    const typed = await ask.line(addService(shown), usual);
    const found = known.find((name) => name === typed || wordFor(name) === typed);
    if (found !== undefined) return found;
    out.tell(oneOfThese);
  }
}

/** What is wrong with a name is said where it can still be typed again. */
async function askForName(
  { ask, text, context, out, language }: Dialogue,
  usual: string | undefined,
): Promise<string> {
  const { certificates } = await configuration(context);
  for (;;) {
    const name = await ask.line(text.prompts.addName, usual);
    const wrong = nameTrouble(name, [...certificates.keys()]);
    if (wrong === null) return name;
    out.tell(describeError(wrong, language).message);
  }
}
