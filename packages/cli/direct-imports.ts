import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Plugin } from 'esbuild';

/**
 * Lets our sources take what they import from a package's index from the very file that declares
 * it. esbuild splits by what a file can reach, and an index reaches everything: without this,
 * `check` would load the consumers, the backups and whatever else any other command uses.
 *
 * @param name the package, whose built index has nothing but `export { … } from './file.js'`
 */
export function directImports(name: string, indexFile: string): Plugin {
  return {
    name: 'direct-imports',
    setup(build) {
      const files = exportedFrom(indexFile);
      build.onLoad({ filter: /[\\/]cli[\\/]src[\\/].*\.ts$/ }, ({ path }) => ({
        contents: rewrite(readFileSync(path, 'utf8'), name, files),
        loader: 'ts',
        resolveDir: dirname(path),
      }));
    },
  };
}

interface Exported {
  /** What it is called in its own file. */
  readonly original: string;
  readonly file: string;
}

function exportedFrom(indexFile: string): ReadonlyMap<string, Exported> {
  const found = new Map<string, Exported>();
  const index = readFileSync(indexFile, 'utf8');
  for (const [, names = '', from = ''] of index.matchAll(
    /export \{([^}]*)\} from ['"]([^'"]+)['"]/g,
  )) {
    const file = resolve(join(dirname(indexFile), from));
    for (const one of names.split(',')) {
      const [original = '', exported = original] = one.trim().split(/\s+as\s+/);
      if (exported !== '') found.set(exported, { original, file });
    }
  }
  return found;
}

function rewrite(source: string, name: string, files: ReadonlyMap<string, Exported>): string {
  const statement = new RegExp(`import (type )?\\{([^}]*)\\} from '${name}';`, 'g');
  return source.replace(statement, (_all, type: string | undefined, names: string) => {
    if (type !== undefined) return '';
    return names
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== '' && !one.startsWith('type '))
      .map((one) => {
        const [wanted = '', local = wanted] = one.split(/\s+as\s+/);
        const exported = files.get(wanted);
        if (exported === undefined) throw new Error(`${name} does not export ${wanted}`);
        return `import { ${exported.original} as ${local} } from ${JSON.stringify(exported.file)};`;
      })
      .join(' ');
  });
}
