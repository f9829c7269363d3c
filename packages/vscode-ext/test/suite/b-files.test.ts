import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Parts } from '../../src/host/parts.ts';
import { activated, eventually, keepOutside, renewOutside, workspaceFile } from './support.ts';

/** `line: code` of a file that no editor has open. */
async function problemsOf(file: vscode.Uri, expected: readonly string[]): Promise<void> {
  let seen = '';
  await eventually(expected.join(', '), () => {
    const found = vscode.languages.getDiagnostics(file);
    seen = found
      .map(({ range, code }) => `${range.start.line + 1}: ${typeof code === 'string' ? code : ''}`)
      .toSorted()
      .join(', ');
    return seen === expected.join(', ') ? true : undefined;
  }).catch(() => {
    assert.equal(seen, expected.join(', '));
  });
}

describe('settings files that name certificate files', () => {
  let api: Parts;
  let uri: vscode.Uri;

  before(async () => {
    api = await activated();
    await api.refresh();
    uri = workspaceFile('.env');
    await vscode.window.showTextDocument(uri);
  });

  /** `line: code` of every problem, once it is what is expected. */
  async function problems(expected: readonly string[]): Promise<void> {
    let seen: readonly string[] = [];
    await eventually(expected.join(', '), () => {
      seen = vscode.languages
        .getDiagnostics(uri)
        .filter(({ source }) => source === 'WebORCA')
        .map(({ range, code }) =>
          [range.start.line + 1, typeof code === 'string' ? code : ''].join(': '),
        );
      return JSON.stringify(seen) === JSON.stringify(expected) ? true : undefined;
    }).catch(() => {
      assert.deepEqual(seen, expected);
    });
  }

  it('are reported when the file expires soon or is missing', async () => {
    await problems(['3: expiring', '4: expiring', '5: missing']);
  });

  it('are not set anew by a refresh that finds nothing new, which would close menus', async () => {
    let set: readonly string[] = [];
    const listening = vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      set = [...set, ...uris.map((changed) => changed.path)];
    });
    /** Its problems are told after those of files that were drawn before it. */
    const drawn = async (name: string): Promise<void> => {
      const file = workspaceFile(name);
      const lines = ['a', 'b', 'c', 'd'].map((key) => `${key}: certs/missing-${key}.p12\n`);
      await vscode.workspace.fs.writeFile(file, Buffer.from(lines.join('')));
      await vscode.workspace.openTextDocument(file);
      await eventually(`problems of ${name}`, () => set.includes(file.path) || undefined);
    };
    try {
      await drawn('before.yaml');
      set = [];
      await api.refresh();
      await drawn('after.yaml');
      assert.equal(set.includes(uri.path), false);
    } finally {
      listening.dispose();
    }
  });

  it('explain themselves on hover, with a link that only renews', async () => {
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      uri,
      new vscode.Position(3, 14),
    );
    const text = hovers
      .flatMap(({ contents }) => contents)
      .map((content) => (typeof content === 'string' ? content : content.value))
      .join('\n');
    assert.match(text, /clinic.*client001.*4[45] days left/);
    assert.match(text, /command:weborcaCert\.renew/);
  });

  it('never look at UNC or device paths', async () => {
    const text = String.raw`{"a": "\\\\host\\share\\a.p12", "b": "//host/b.pem", "c": "/dev/c.pem"}`;
    const file = workspaceFile('unc.json');
    await vscode.workspace.fs.writeFile(file, Buffer.from(text));
    const document = await vscode.workspace.openTextDocument(file);
    await problems(['3: expiring', '4: expiring', '5: missing']);
    assert.deepEqual(vscode.languages.getDiagnostics(document.uri), []);
  });

  async function fixesAt(line: number): Promise<readonly vscode.CodeAction[]> {
    return vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      uri,
      new vscode.Range(line, 14, line, 14),
    );
  }

  async function lenses(): Promise<readonly vscode.Command[]> {
    const found = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      uri,
      10,
    );
    return found.flatMap(({ command }) => command ?? []);
  }

  it('offer after a renewal, whoever renewed, to bring the file itself up to date', async () => {
    const result = await renewOutside('clinic-a');
    assert.equal(result.outcome, 'renewed');
    await api.refresh();
    // At once, before the problems are drawn again: nothing asks for a lens twice.
    assert.match((await lenses())[0]?.title ?? '', /earlier/i);
    await problems(['3: superseded', '4: superseded', '5: missing']);
    const [fix] = await fixesAt(3);
    const file = workspaceFile('certs/client001.p12').fsPath;
    assert.deepEqual(fix?.command?.command, 'weborcaCert.keepUpToDate');
    assert.deepEqual(fix.command.arguments, ['clinic-a', file]);
    assert.equal((await fixesAt(2)).length, 0);
  });

  it('offer a file that is kept up to date, never one in the store', async () => {
    const kept = workspaceFile('certs/kept.p12').fsPath;
    await keepOutside('clinic-a', kept);
    await api.refresh();
    const point = await eventually('the fix', async () =>
      (await fixesAt(3)).find(({ edit }) => edit !== undefined),
    );
    assert.ok(point.edit);
    await vscode.workspace.applyEdit(point.edit);
    const document = await vscode.workspace.openTextDocument(uri);
    // In double quotes a backslash is written twice.
    assert.equal(document.lineAt(3).text, `ORCA_P12="${kept.replaceAll('\\', '\\\\')}"`);
    await problems(['3: superseded', '5: missing']);
  });

  it('are found in files that nobody has opened, and followed until their folder goes', async () => {
    const folder = workspaceFile('deploy');
    const file = vscode.Uri.joinPath(folder, 'docker-compose.yml');
    const write = async (lines: readonly string[]): Promise<void> =>
      vscode.workspace.fs.writeFile(file, Buffer.from(['services:', ...lines, ''].join('\n')));
    // A folder of a certificate's name is none, and takes nothing else along.
    await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(folder, 'folder.p12'));
    await write([
      '  app:',
      '    volumes:',
      '      - ../certs/client001.p12:/certs/client001.p12:ro',
      '      - ./gone.p12:/certs/gone.p12',
      '      - ./folder.p12:/certs/folder.p12',
      '    environment:',
      '      ORCA_P12: /certs/client001.p12',
      '      OTHER_P12: /certs/other.p12',
    ]);
    await problemsOf(file, ['4: superseded', '5: missing', '8: superseded']);
    await write(['  app:', '    volumes: ["./gone.p12:/certs/gone.p12"]']);
    await problemsOf(file, ['3: missing']);
    await vscode.workspace.fs.delete(folder, { recursive: true });
    await problemsOf(file, []);
  });

  it('have a lens above them, with what can be done', async () => {
    const [first, ...others] = await lenses();
    assert.match(first?.title ?? '', /^client001 · clinic-a · /);
    const verify = others.find(({ command }) => command === 'weborcaCert.verify');
    assert.deepEqual(verify?.arguments, ['clinic-a']);
  });

  it('are left alone when the setting is off', async () => {
    const settings = vscode.workspace.getConfiguration('weborcaCert');
    await settings.update('files.problems', false, vscode.ConfigurationTarget.Global);
    await problems([]);
    await settings.update('files.problems', undefined, vscode.ConfigurationTarget.Global);
  });
});
