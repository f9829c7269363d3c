import type { CommandId } from './command-ids.ts';
import type { Explanation } from './told.ts';
import type { Translate } from './translate.ts';

/** What a person does next: in the editor a button, where the command line has a command. */
export interface WayOut {
  /** Without the sentences that name a command of the command line. */
  readonly text: string;
  /** At most two, in the order in which they were named. */
  readonly buttons: readonly { readonly label: string; readonly command: CommandId }[];
}

const mostButtons = 2;

/** The way out that core writes for the command line, for the editor. */
export function wayOutHere(written: string, t: Translate): WayOut {
  const doing: Readonly<Record<string, { readonly label: string; readonly command: CommandId }>> = {
    add: { label: t('Add Certificate…'), command: 'weborcaCert.add' },
    backup: { label: t('Back Up…'), command: 'weborcaCert.backup' },
    consumers: { label: t('Open Configuration'), command: 'weborcaCert.openConfiguration' },
    deploy: { label: t('Update Consumers'), command: 'weborcaCert.deploy' },
    doctor: { label: t('Run Doctor'), command: 'weborcaCert.doctor' },
    import: { label: t('Open Import Wizard'), command: 'weborcaCert.importWizard' },
    receive: { label: t('Receive Zip…'), command: 'weborcaCert.receive' },
    renew: { label: t('Renew…'), command: 'weborcaCert.renew' },
    rollback: { label: t('Roll Back…'), command: 'weborcaCert.rollback' },
    site: { label: t('Open Site'), command: 'weborcaCert.openSite' },
    status: { label: t('Check now'), command: 'weborcaCert.checkNow' },
    verify: { label: t('Verify Connection'), command: 'weborcaCert.verify' },
  };
  const verbs = new Set<string>();
  const lines = written.split('\n').map((line) =>
    sentencesOf(line)
      .filter((sentence) => {
        const named = [...sentence.matchAll(/\bweborca-cert ([a-z]+)\b/g)].map(
          ([, verb = '']) => verb,
        );
        for (const verb of named) verbs.add(verb);
        return named.length === 0;
      })
      .join(''),
  );
  const buttons = [...verbs].flatMap((verb) => doing[verb] ?? []).slice(0, mostButtons);
  return {
    text: lines
      .filter((line) => line.trim() !== '')
      .join('\n')
      .trim(),
    buttons,
  };
}

/** The same of an explained failure: a configuration that cannot be read is put right in its file. */
export function wayOutOf(
  { code, wayOut }: Pick<Explanation, 'code' | 'wayOut'>,
  t: Translate,
): WayOut {
  const { text, buttons } = wayOutHere(wayOut, t);
  if (code !== 'config-invalid') return { text, buttons };
  const command = 'weborcaCert.openConfiguration' as const;
  const others = buttons.filter((button) => button.command !== command);
  return {
    text,
    buttons: [{ label: t('Open Configuration'), command }, ...others].slice(0, mostButtons),
  };
}

/** The same where there are no buttons: what they are called is what a person looks for. */
export function wayOutText(written: string, t: Translate): string {
  const { text, buttons } = wayOutHere(written, t);
  return [text, ...buttons.map(({ label }) => `→ ${label}`)]
    .filter((line) => line !== '')
    .join('\n');
}

/** What the command line has told of the schedule, with what its commands are called here. */
export function scheduleTextHere(told: string, t: Translate): string {
  return told
    .replaceAll('weborca-cert schedule install', t('“{0}”', t('Install Daily Schedule')))
    .replaceAll('weborca-cert schedule status', t('“{0}”', t('Show Schedule')));
}

/** With the blanks behind them. A dot inside a word, a number or a path ends none. */
function sentencesOf(line: string): readonly string[] {
  return line.match(/(?:[^。.]|\.(?=\S))+(?:。|\.(?=\s|$)\s*|$)/g) ?? [line];
}
