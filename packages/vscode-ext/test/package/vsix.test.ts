import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { listFiles, PackageManager } from '@vscode/vsce';
import { describe, expect, it } from 'vitest';
import { leftOut } from '../../../core/test/support/left-out.ts';

const root = path.resolve(import.meta.dirname, '../..');
const vsix = path.join(root, 'weborca-cert-vscode.vsix');
const manifest: {
  readonly icon: string;
  readonly extensionKind: readonly string[];
  readonly capabilities: { readonly untrustedWorkspaces: { readonly supported: string } };
  readonly contributes: {
    readonly configuration: { readonly properties: Readonly<Record<string, Setting>> };
  };
} = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));

interface Setting {
  readonly scope: string;
  readonly ignoreSync?: boolean;
}

describe('the package', () => {
  it('holds what is on the allow-list and nothing else', async () => {
    const files = await listFiles({ cwd: root, packageManager: PackageManager.None });
    const allowed =
      /^(?:dist\/[\w-]+\.js|dist\/config\.schema\.json|dist\/THIRD-PARTY-NOTICES\.txt|l10n\/bundle\.l10n(?:\.ja)?\.json|media\/[\w-]+\.(?:png|svg)|package(?:\.nls(?:\.ja)?)?\.json|README\.md|CHANGELOG\.md|LICENSE)$/;
    expect(files.filter((file) => !allowed.test(file))).toEqual([]);
    for (const file of [
      'README.md',
      'CHANGELOG.md',
      'LICENSE',
      manifest.icon,
      'dist/extension.js',
    ]) {
      expect(files).toContain(file);
    }
  });

  const isBuilt = existsSync(vsix);
  it.runIf(isBuilt)(`is smaller than 650 KB${leftOut(isBuilt, 'no .vsix was made')}`, () => {
    expect(statSync(vsix).size).toBeLessThan(650_000);
  });

  it('lets no workspace choose files or endpoints', () => {
    const { properties } = manifest.contributes.configuration;
    const own = ['configurationFile', 'downloadsFolder', 'publishedFolder'];
    for (const name of [...own, 'languageModelTool', 'languageModelToolNames']) {
      expect(properties[`weborcaCert.${name}`]).toMatchObject({
        scope: 'application',
        ignoreSync: true,
      });
    }
    expect(manifest.extensionKind).toEqual(['ui', 'workspace']);
    expect(manifest.capabilities.untrustedWorkspaces.supported).toBe('limited');
  });
});
