import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { createContext, noteRun } from '@weborca-cert/core';
import { activated, consumersOutside, enterOutside, eventually, workspaceFile } from './support.ts';

async function ask(): Promise<string> {
  const result = await vscode.lm.invokeTool('weborca_get_certificate_status', {
    input: {},
    toolInvocationToken: undefined,
  });
  return JSON.stringify(result.content);
}

function passwordInUse(): string {
  const store = path.join(process.env.WEBORCA_CERT_HOME ?? '', 'store', 'clinic-a');
  const current = readFileSync(path.join(store, 'current'), 'utf8').trim();
  return readFileSync(path.join(store, 'versions', current, 'password.txt'), 'utf8');
}

function logs(): readonly vscode.TextEditor[] {
  return vscode.window.visibleTextEditors.filter(
    ({ document }) => document.uri.scheme === 'output' && /WebORCA/.test(document.uri.path),
  );
}

describe('the faces', () => {
  it('show the certificate in use in the viewer, read-only', async () => {
    await activated();
    await vscode.commands.executeCommand('weborcaCert.show', 'clinic-a');
    const input = await eventually('the viewer', () => {
      const active = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      return active instanceof vscode.TabInputCustom ? active : undefined;
    });
    assert.equal(input.viewType, 'weborcaCert.viewer');
    assert.match(input.uri.path, /certificate\.p12$/);
  });

  it('never take over .pem files', async () => {
    const editors: readonly { priority: string; selector: unknown }[] =
      vscode.extensions.getExtension('weborca-cert.weborca-cert-vscode')?.packageJSON.contributes
        .customEditors;
    const text = /\*\.(?:pem|crt|cer)"/;
    const byDefault = editors.filter(({ priority }) => priority === 'default');
    assert.match(JSON.stringify(byDefault), /\*\.p12"/);
    assert.doesNotMatch(JSON.stringify(byDefault), text);
    assert.match(JSON.stringify(editors), text);
  });

  it('copy the password of the version in use', async () => {
    await activated();
    void vscode.commands.executeCommand('weborcaCert.copyPassword', 'clinic-a');
    const password = passwordInUse();
    await eventually('the password', async () =>
      (await vscode.env.clipboard.readText()) === password ? true : undefined,
    );
  });

  it('take a copied password off the clipboard again', async () => {
    await activated();
    const settings = vscode.workspace.getConfiguration('weborcaCert');
    await settings.update('clearClipboardAfter', 0.3, vscode.ConfigurationTarget.Global);
    try {
      await vscode.env.clipboard.writeText('something else');
      void vscode.commands.executeCommand('weborcaCert.copyPassword', 'clinic-a');
      await eventually('the password', async () =>
        (await vscode.env.clipboard.readText()) === 'something else' ? undefined : true,
      );
      await eventually('an empty clipboard', async () =>
        (await vscode.env.clipboard.readText()) === '' ? true : undefined,
      );
    } finally {
      await settings.update('clearClipboardAfter', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('answer a language model only when switched on, without paths', async () => {
    await activated();
    await assert.rejects(ask());
    const settings = vscode.workspace.getConfiguration('weborcaCert');
    await settings.update('languageModelTool', true, vscode.ConfigurationTarget.Global);
    try {
      const answer = await eventually('an answer', () => ask().catch(() => undefined));
      assert.match(answer, /client001/);
      assert.doesNotMatch(answer, /store|versions|password|\/tmp/);
      // Names are clinics' names: they are told by a setting of their own.
      assert.doesNotMatch(answer, /clinic-a/);
    } finally {
      await settings.update('languageModelTool', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('tick a consumer off that somebody has seen to by hand, and bring the others up to date', async () => {
    const api = await activated();
    const file = workspaceFile('certs/deployed.p12').fsPath;
    await enterOutside('clinic-a', { kind: 'manual', label: 'reception PC 2' });
    await enterOutside('clinic-a', { kind: 'pkcs12', path: file, password: 'issued' });
    await api.refresh();
    const row = { name: 'clinic-a', place: 'reception PC 2' };
    await vscode.commands.executeCommand('weborcaCert.consumerDone', row);
    void vscode.commands.executeCommand('weborcaCert.deploy', 'clinic-a');
    await eventually('all up to date', async () => {
      const consumers = await consumersOutside('clinic-a');
      return consumers.every(({ state }) => state === 'current') ? true : undefined;
    });
    assert.equal(existsSync(file), true);
  });

  it('open the configuration that CLI and extension share, as JSON with comments', async () => {
    await activated();
    await vscode.commands.executeCommand('weborcaCert.openConfiguration');
    const document = vscode.window.activeTextEditor?.document;
    const file = path.join(process.env.WEBORCA_CERT_HOME ?? '', 'config.json');
    assert.equal(document?.uri.fsPath, vscode.Uri.file(file).fsPath);
    assert.equal(document.languageId, 'jsonc');
    assert.match(document.getText(), /"clinic-a"/);
  });

  it('show the log', async () => {
    await activated();
    assert.equal(logs().length, 0);
    await vscode.commands.executeCommand('weborcaCert.showLog');
    await eventually('the log', () => (logs().length === 1 ? true : undefined));
  });

  it('say in the tooltip that no run has come for a week, until one comes', async () => {
    const api = await activated();
    const tooltip = async (): Promise<string> => {
      await vscode.commands.executeCommand('weborcaCert.checkNow');
      const shown = api.statusBar().tooltip;
      return shown instanceof vscode.MarkdownString ? shown.value : '';
    };
    const command = 'weborca-cert renew';
    const ninth = new Date(Date.now() - 9 * 86_400_000);
    assert.doesNotMatch(await tooltip(), /weborcaCert\.doctor/);
    await noteRun(createContext({ command, effects: { now: () => ninth } }), []);
    assert.match(await tooltip(), /more than a week ago.*command:weborcaCert\.doctor/);
    await noteRun(createContext({ command }), []);
    assert.doesNotMatch(await tooltip(), /weborcaCert\.doctor/);
  });

  it('show the doctor’s report as a text, without the password', async () => {
    await activated();
    await vscode.commands.executeCommand('weborcaCert.doctor');
    const text = vscode.window.activeTextEditor?.document.getText() ?? '';
    assert.match(text, /client001/);
    assert.match(text, /Workspace trusted: yes/);
    const password = passwordInUse();
    assert.equal(text.includes(password), false);
  });
});
