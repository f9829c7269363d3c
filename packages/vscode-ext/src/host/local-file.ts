import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';

/** Certificates are small; whatever is larger is something else. */
export const largestFile = 10 * 1024 * 1024;

/**
 * Core reads files by path; a file of the SSH or WSL side is brought over into an owner-only
 * folder for as long as it is read.
 */
export async function withLocalFile<T>(
  uri: vscode.Uri,
  work: (file: string) => Promise<T>,
): Promise<T> {
  if (uri.scheme === 'file') return work(uri.fsPath);
  const { size } = await vscode.workspace.fs.stat(uri);
  if (size > largestFile) throw new Error('file too large');
  const bytes = await vscode.workspace.fs.readFile(uri);
  const folder = await mkdtemp(path.join(tmpdir(), 'weborca-view-'));
  try {
    const file = path.join(folder, path.posix.basename(uri.path));
    await writeFile(file, bytes, { mode: 0o600 });
    return await work(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
