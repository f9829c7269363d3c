import * as vscode from 'vscode';
import { ofItsKind } from '../model/setting-value.ts';

/**
 * The extension's settings. Those that name files or let data out have scope `application` in the
 * manifest, so VS Code ignores what a workspace says of them; here only the user's value is read, so
 * that nothing depends on the manifest alone.
 */
const section = 'weborcaCert';

function usersOwn(name: string): unknown {
  const found = vscode.workspace.getConfiguration(section).inspect(name);
  return ofItsKind(found?.globalValue, found?.defaultValue);
}

type PathSetting = 'configurationFile' | 'downloadsFolder' | 'publishedFolder';

export function textSetting(name: PathSetting): string | undefined {
  const value = usersOwn(name);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

const ownSwitches = ['reminders', 'languageModelTool', 'languageModelToolNames'] as const;

type OwnSwitch = (typeof ownSwitches)[number];

export type Switch =
  | OwnSwitch
  | 'files.problems'
  | 'files.hover'
  | 'files.badges'
  | 'files.codeLens'
  | 'files.gitWarning';

export function isOn(name: Switch): boolean {
  if (ownSwitches.some((own) => own === name)) return usersOwn(name) === true;
  const configuration = vscode.workspace.getConfiguration(section);
  return ofItsKind(configuration.get(name), configuration.inspect(name)?.defaultValue) === true;
}

export async function switchOff(name: Switch): Promise<void> {
  await vscode.workspace
    .getConfiguration(section)
    .update(name, false, vscode.ConfigurationTarget.Global);
}

/** Seconds after which a copied password is taken off the clipboard; 0: never. */
export function clearClipboardAfter(): number {
  const value = usersOwn('clearClipboardAfter');
  return typeof value === 'number' && value >= 0 && value <= 3600 ? value : 60;
}

export function affects(event: vscode.ConfigurationChangeEvent, name: string): boolean {
  return event.affectsConfiguration(`${section}.${name}`);
}
