import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { hasCode } from '@weborca-cert/core/errors';
import type { CorePort } from './core.ts';
import { viewerPage, type ViewerContent } from '../model/viewer-page.ts';
import { withPassword } from './ask-password.ts';
import { language, t } from './l10n.ts';
import { withLocalFile } from './local-file.ts';

export const viewerType = 'weborcaCert.viewer';

interface OpenViewer {
  readonly uri: vscode.Uri;
  readonly panel: vscode.WebviewPanel;
}

export interface Viewer extends vscode.Disposable {
  /** Asks for the password of a file that is open in the viewer, and shows its content. */
  readonly enterPassword: (uri: unknown) => Promise<void>;
}

/** The read-only certificate viewer. Its page runs no script and loads nothing. */
export function provideViewer(core: CorePort): Viewer {
  const open = new Set<OpenViewer>();
  const registration = vscode.window.registerCustomEditorProvider(
    viewerType,
    {
      openCustomDocument: (uri) => ({ uri, dispose: () => undefined }),
      resolveCustomEditor: async ({ uri }, panel) => {
        panel.webview.options = {
          enableScripts: false,
          localResourceRoots: [],
          enableCommandUris: ['weborcaCert.enterPassword'],
        };
        const viewer = { uri, panel };
        open.add(viewer);
        panel.onDidDispose(() => open.delete(viewer));
        show(viewer, await contentOf(core, uri));
      },
    },
    { supportsMultipleEditorsPerDocument: true },
  );
  return {
    enterPassword: async (asked) => {
      const viewers = [...open].filter(({ uri }) => uri.toString() === asked);
      const first = viewers[0];
      if (first === undefined) return;
      const inspection = await withLocalFile(first.uri, (file) =>
        withPassword(file, (ask) => core.inspect(file, ask)),
      );
      for (const viewer of viewers) show(viewer, { kind: 'inspection', inspection });
    },
    dispose: () => {
      registration.dispose();
    },
  };
}

function show({ uri, panel }: OpenViewer, content: ViewerContent): void {
  panel.webview.html = viewerPage(content, {
    fileName: path.posix.basename(uri.path),
    language: language(),
    nonce: randomBytes(16).toString('base64'),
    now: new Date(),
    t,
  });
}

async function contentOf(core: CorePort, uri: vscode.Uri): Promise<ViewerContent> {
  try {
    const password = await passwordBeside(uri);
    const inspection = await withLocalFile(uri, (file) => core.inspect(file, async () => password));
    return { kind: 'inspection', inspection };
  } catch (error) {
    if (hasCode(error, 'password-wrong') || hasCode(error, 'password-missing')) {
      return { kind: 'locked', command: 'weborcaCert.enterPassword', args: [uri.toString()] };
    }
    const { sentence, wayOut } = await core.explain(error);
    return { kind: 'problem', sentence, wayOut };
  }
}

/** The store and every backup keep `password.txt` beside the certificate. */
async function passwordBeside(uri: vscode.Uri): Promise<string | null> {
  if (uri.scheme !== 'file') return null;
  try {
    const text = await readFile(path.join(path.dirname(uri.fsPath), 'password.txt'), 'utf8');
    return text.length <= 256 ? text : null;
  } catch {
    return null;
  }
}
