import { basename, dirname, join } from 'node:path';
import { bindConsumers, type ConsumersOf } from './bind.ts';
import { readTouched } from './read-files.ts';
import { listOrNothing } from '../files/durable.ts';
import { renewedNames } from './renewed-by-others.ts';

/** What tells that nothing has changed around a certificate's consumers. */
export interface Watched {
  /** Their files, and what others have renewed beside them; also where there is none. */
  readonly paths: readonly string[];
  /** By path, what another program has renewed beside it. */
  readonly beside: readonly { readonly path: string; readonly names: readonly string[] }[];
}

/** The same files that `inspectConsumers` and `findAdoptable` look at. */
export async function watchedOf(input: ConsumersOf): Promise<Watched> {
  const { effects } = input;
  const paths = new Set<string>();
  const beside = new Map<string, readonly string[]>();
  for (const { consumer } of bindConsumers(input)) {
    if (consumer.form !== 'files') continue;
    for (const path of (await readTouched(effects, consumer)).files.keys()) {
      paths.add(path);
      if (beside.has(path)) continue;
      const folder = dirname(path);
      const names = renewedNames(basename(path), await listOrNothing(effects.files, folder));
      beside.set(path, names);
      for (const name of names) paths.add(join(folder, name));
    }
  }
  return {
    paths: [...paths],
    beside: [...beside].map(([path, names]) => ({ path, names })),
  };
}
