import type { Context } from '@weborca-cert/core';
import * as vscode from 'vscode';
import type { CallOptions } from '../model/told.ts';
import { environment } from './environment.ts';
import { textSetting } from './settings.ts';

export type Core = typeof import('@weborca-cert/core');

let loaded: Core | null = null;

/** Core if some call has loaded it already: for words in rows that are drawn synchronously. */
export function loadedCore(): Core | null {
  return loaded;
}

/** Loads core on the first call, so that activation stays light, and hands a context in. */
export async function call<T>(
  work: (core: Core, context: Context) => Promise<T>,
  options: Partial<CallOptions> = {},
): Promise<T> {
  loaded ??= await import('@weborca-cert/core');
  return work(loaded, contextOf(loaded, options));
}

function contextOf(core: Core, { observe, signal }: Partial<CallOptions>): Context {
  const config = textSetting('configurationFile');
  const context = core.createContext({
    command: 'VS Code',
    ...(config === undefined ? {} : { config }),
    ...(observe === undefined ? {} : { observe }),
    ...(signal === undefined ? {} : { signal }),
    effects: { env: environment() },
  });
  const folders = [...(context.places.projectFolders ?? []), ...projectFolders()];
  return { ...context, places: { ...context.places, projectFolders: folders } };
}

/** A configuration that lies unnamed in an open folder could have been put there by a stranger. */
export function projectFolders(): readonly string[] {
  return (vscode.workspace.workspaceFolders ?? [])
    .filter(({ uri }) => uri.scheme === 'file')
    .map(({ uri }) => uri.fsPath);
}
