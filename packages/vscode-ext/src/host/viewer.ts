import { randomBytes } from 'node:crypto';
import path from 'node:path';
import type { Inspection } from '@weborca-cert/core';
import * as vscode from 'vscode';
import { hasCode } from '@weborca-cert/core/errors';
import type { CoreCalls } from './core.ts';
import { viewerActions, viewerCommands } from '../model/viewer-actions.ts';
import { viewerPage, type ViewerContent } from '../model/viewer-page.ts';
import { wayOutHere } from '../model/way-out.ts';
import { withPassword } from './ask-password.ts';
import type { Certificates } from './certificates.ts';
import { language, t } from './l10n.ts';
import { withLocalFile } from './local-file.ts';

const viewerTypes = ['weborcaCert.viewer', 'weborcaCert.textViewer'] as const;

/** Files that an editor could show as text are opened in the viewer only where somebody asks for it. */
export function viewerTypeOf({ path: file }: vscode.Uri): (typeof viewerTypes)[number] {
  return /\.(?:crt|cer|pem)$/i.test(file) ? 'weborcaCert.textViewer' : 'weborcaCert.viewer';
}

interface OpenViewer {
  readonly uri: vscode.Uri;
  readonly panel: vscode.WebviewPanel;
}

export interface Viewer extends vscode.Disposable {
  /** Asks for the password of a file that is open in the viewer, and shows its content. */
  readonly enterPassword: (uri: unknown) => Promise<void>;
}

/** The read-only certificate viewer. Its page runs no script and loads nothing. */
export function provideViewer(core: CoreCalls, certificates: Certificates): Viewer {
  const open = new Set<OpenViewer>();
  const provider: vscode.CustomReadonlyEditorProvider = {
    openCustomDocument: (uri) => ({ uri, dispose: () => undefined }),
    resolveCustomEditor: async ({ uri }, panel) => {
      panel.webview.options = {
        enableScripts: false,
        localResourceRoots: [],
        enableCommandUris: ['weborcaCert.enterPassword', ...viewerCommands],
      };
      const viewer = { uri, panel };
      open.add(viewer);
      panel.onDidDispose(() => open.delete(viewer));
      show(viewer, await contentOf(core, certificates, uri));
    },
  };
  const registration = vscode.Disposable.from(
    ...viewerTypes.map((type) =>
      vscode.window.registerCustomEditorProvider(type, provider, {
        supportsMultipleEditorsPerDocument: true,
      }),
    ),
  );
  return {
    enterPassword: async (asked) => {
      const viewers = [...open].filter(({ uri }) => uri.toString() === asked);
      const first = viewers[0];
      if (first === undefined) return;
      const inspection = await withLocalFile(first.uri, (file) =>
        withPassword(file, (ask) => core.inspect(file, ask)),
      );
      const content = inspected(certificates, first.uri, inspection);
      for (const viewer of viewers) show(viewer, content);
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

function inspected(
  certificates: Certificates,
  uri: vscode.Uri,
  inspection: Inspection,
): ViewerContent {
  const snapshot = certificates.snapshot();
  const kept = snapshot.kind === 'ready' ? snapshot.certificates : [];
  const file = uri.scheme === 'file' ? uri.fsPath : null;
  return { kind: 'inspection', inspection, actions: viewerActions(inspection, kept, file, t) };
}

async function contentOf(
  core: CoreCalls,
  certificates: Certificates,
  uri: vscode.Uri,
): Promise<ViewerContent> {
  try {
    const password = await passwordBeside(uri);
    const inspection = await withLocalFile(uri, (file) => core.inspect(file, async () => password));
    return inspected(certificates, uri, inspection);
  } catch (error) {
    if (hasCode(error, 'password-wrong') || hasCode(error, 'password-missing')) {
      return { kind: 'locked', command: 'weborcaCert.enterPassword', args: [uri.toString()] };
    }
    const { sentence, wayOut } = await core.explain(error);
    return { kind: 'problem', sentence, wayOut: wayOutHere(wayOut, t).text };
  }
}

/** The store and every backup keep `password.txt` beside the certificate. */
async function passwordBeside(uri: vscode.Uri): Promise<string | null> {
  if (uri.scheme !== 'file') return null;
  const file = vscode.Uri.joinPath(uri, '..', 'password.txt');
  try {
    // A link to a device, a pipe: reading some of them would never end, and a project may be anybody's.
    const { size, type } = await vscode.workspace.fs.stat(file);
    if (type !== vscode.FileType.File || size > 256) return null;
    return Buffer.from(await vscode.workspace.fs.readFile(file)).toString('utf8');
  } catch {
    return null;
  }
}
