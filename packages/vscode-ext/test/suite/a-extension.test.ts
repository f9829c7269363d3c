import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Parts } from '../../src/host/parts.ts';
import { activated } from './support.ts';

describe('the extension in VS Code', () => {
  let api: Parts;

  before(async () => {
    api = await activated();
  });

  it('shows the certificate that expires first in the status bar', async () => {
    assert.equal(await api.refresh(), 'ready');
    assert.match(api.statusBar().text, /clinic-a 4[45] days/);
    assert.match(api.statusBar().accessibilityInformation?.label ?? '', /expires in 4[45] days/);
  });

  it('registers exactly the commands that it declares', async () => {
    const extension = vscode.extensions.getExtension('weborca-cert.weborca-cert-vscode');
    const declared: readonly { readonly command: string }[] =
      extension?.packageJSON.contributes.commands;
    const registered = await vscode.commands.getCommands(true);
    assert.deepEqual(
      declared.map(({ command }) => command).toSorted(),
      // VS Code makes some of its own for every view.
      registered.filter((command) => /^weborcaCert\.\w+$/.test(command)).toSorted(),
    );
  });
});
