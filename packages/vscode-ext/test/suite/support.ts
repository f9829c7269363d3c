import assert from 'node:assert/strict';
import {
  addConsumer,
  createContext,
  deploy,
  listConsumers,
  renew,
  type ConsumerConfiguration,
  type ConsumerStatus,
  type RenewalResult,
} from '@weborca-cert/core';
import * as vscode from 'vscode';
import type { Parts } from '../../src/host/parts.ts';
import type { Started } from '../../src/host/start.ts';

export async function activated(): Promise<Parts> {
  const extension = vscode.extensions.getExtension<Started>('weborca-cert.weborca-cert-vscode');
  assert.ok(extension);
  const { opened } = await extension.activate();
  return opened;
}

/** A file of the folder that is open. */
export function workspaceFile(name: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder);
  return vscode.Uri.joinPath(folder.uri, name);
}

/** Looks again and again until `look` answers, or fails after `patience` milliseconds. */
export async function eventually<T>(
  what: string,
  look: () => T | undefined | Promise<T | undefined>,
  patience = 15_000,
): Promise<T> {
  const end = Date.now() + patience;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    assert.ok(Date.now() < end, `never seen: ${what}`);
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
  }
}

/** As the command line beside VS Code would: in the same home, by core itself. */
export async function renewOutside(name: string): Promise<RenewalResult> {
  const context = createContext({ command: 'weborca-cert renew' });
  const [result] = await renew(context, [name], { force: true, dryRun: false });
  assert.ok(result);
  return result;
}

/** Enters a consumer, as `weborca-cert consumers add` does. */
export async function enterOutside(name: string, entry: ConsumerConfiguration): Promise<void> {
  await addConsumer(createContext({ command: 'weborca-cert consumers' }), name, entry);
}

export async function consumersOutside(name: string): Promise<readonly ConsumerStatus[]> {
  return listConsumers(createContext({ command: 'weborca-cert consumers' }), name);
}

/** Has core keep a .p12 up to date from now on. */
export async function keepOutside(name: string, file: string): Promise<void> {
  await enterOutside(name, { kind: 'pkcs12', path: file, password: 'issued' });
  const context = createContext({ command: 'weborca-cert deploy' });
  const [deployed] = await deploy(context, [name], { dryRun: false });
  assert.equal(deployed?.error, undefined);
}
