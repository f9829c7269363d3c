import { readFile, stat } from 'node:fs/promises';
import * as vscode from 'vscode';

/** What is asked of a file before it is read. */
export interface FileLook {
  readonly isFile: boolean;
  readonly size: number;
  readonly mtime: number;
}

/**
 * VS Code asks its window before each call about a file, though the file lies on this machine: of
 * thousands that is most of the time, and megabytes. So those of this machine are asked for directly.
 *
 * @throws where it is not there, or not ours to look at
 */
export async function lookAt(uri: vscode.Uri): Promise<FileLook> {
  if (uri.scheme === 'file') {
    const found = await stat(uri.fsPath);
    return { isFile: found.isFile(), size: found.size, mtime: found.mtimeMs };
  }
  const { type, size, mtime } = await vscode.workspace.fs.stat(uri);
  return { isFile: (type & vscode.FileType.File) !== 0, size, mtime };
}

/** @throws where it is gone meanwhile, or not ours to read */
export async function bytesOf(uri: vscode.Uri): Promise<Buffer> {
  if (uri.scheme === 'file') return readFile(uri.fsPath);
  const { buffer, byteOffset, byteLength } = await vscode.workspace.fs.readFile(uri);
  return Buffer.from(buffer, byteOffset, byteLength);
}

/**
 * As Windows in Japan writes it: PowerShell's `>` makes UTF-16, and many a .env is Shift_JIS.
 *
 * @throws where it is gone meanwhile, or not ours to read
 */
export async function textOf(uri: vscode.Uri): Promise<string> {
  const bytes = await bytesOf(uri);
  const { decodeText } = await import('@weborca-cert/core');
  return decodeText(bytes) ?? '';
}
