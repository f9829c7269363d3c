import * as vscode from 'vscode';

/**
 * The extension's settings. Those that name files or endpoints have scope `application` in the
 * manifest, so a workspace cannot set them.
 */
const section = 'weborcaCert';

export function textSetting(name: 'configurationFile' | 'downloadsFolder'): string | undefined {
  const value: unknown = vscode.workspace.getConfiguration(section).get(name);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export type Switch =
  | 'reminders'
  | 'files.problems'
  | 'files.hover'
  | 'files.badges'
  | 'files.gitWarning'
  | 'languageModelTool';

export function isOn(name: Switch): boolean {
  return vscode.workspace.getConfiguration(section).get(name) === true;
}

export async function switchOff(name: Switch): Promise<void> {
  await vscode.workspace
    .getConfiguration(section)
    .update(name, false, vscode.ConfigurationTarget.Global);
}

/** Seconds after which a copied password is taken off the clipboard; 0: never. */
export function clearClipboardAfter(): number {
  const value: unknown = vscode.workspace.getConfiguration(section).get('clearClipboardAfter');
  return typeof value === 'number' && value >= 0 && value <= 3600 ? value : 60;
}

export function affects(event: vscode.ConfigurationChangeEvent, name: string): boolean {
  return event.affectsConfiguration(`${section}.${name}`);
}
