import type { Context, PasswordSource } from '@weborca-cert/core';
import * as vscode from 'vscode';
import type { AskPassword, CallOptions, CorePort } from '../model/core-port.ts';
import { environment } from './environment.ts';
import { textSetting } from './settings.ts';

type Core = typeof import('@weborca-cert/core');

async function call<T>(
  work: (core: Core, context: Context) => Promise<T>,
  options: Partial<CallOptions> = {},
): Promise<T> {
  const core = await import('@weborca-cert/core');
  return work(core, contextOf(core, options));
}

/** Core, loaded by the first call: activation stays light. */
export function createCore(): CorePort {
  return {
    status: () => call((core, context) => core.status(context, [])),
    renew: (name, force, options) =>
      call(
        async (core, context) => only(await core.renew(context, [name], { force, dryRun: false })),
        options,
      ),
    verify: (name, signal) =>
      call(async (core, context) => only(await core.verify(context, [name])), { signal }),
    add: ({ file, service, inPlace, password }) =>
      call((core, context) =>
        core.add(context, {
          file,
          inPlace,
          password: secret(core, password),
          ...(service === null ? {} : { service }),
        }),
      ),
    inspect: (file, password) =>
      call((core, context) => core.inspect(context, file, secret(core, password))),
    receive: notYet,
    backup: notYet,
    backupPlaces: async () => [],
    versions: async () => [],
    rollback: notYet,
    thresholds: async () => (await import('@weborca-cert/core')).defaultThresholds,
    history: async () => [],
    password: notYet,
    services: async () => [],
    importWizard: notYet,
    configurationFile: () => call(async (_core, context) => context.places.configFile),
    stateFolder: () => call(async (_core, context) => context.places.stateDir),
    explain: async (error) => {
      const { asWeborcaError } = await import('@weborca-cert/core');
      const { code } = asWeborcaError(error);
      return { code, sentence: code, wayOut: '' };
    },
  };
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
  // A configuration that lies unnamed in an open folder could have been put there by a stranger.
  const folders = (vscode.workspace.workspaceFolders ?? [])
    .filter(({ uri }) => uri.scheme === 'file')
    .map(({ uri }) => uri.fsPath);
  const projectFolders = [...(context.places.projectFolders ?? []), ...folders];
  return { ...context, places: { ...context.places, projectFolders } };
}

/** Porcelain answers for every name that it was given, or throws. */
function only<T>(results: readonly T[]): T {
  const first = results[0];
  if (first === undefined) throw new Error('no result');
  return first;
}

function secret(core: Core, ask: AskPassword): PasswordSource {
  return async () => {
    const text = await ask();
    return text === null ? null : new core.Secret(text);
  };
}

async function notYet(): Promise<never> {
  throw new Error('not yet');
}
