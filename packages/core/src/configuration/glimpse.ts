import { parse } from 'jsonc-parser';
import { readNamed } from '../files/durable.ts';
import { resolvePath } from '../files/paths.ts';
import { isRecord } from '../json.ts';
import type { LoadEffects } from './load.ts';
import { readLine } from './resolve.ts';
import { checkConfigurationPlace } from './trust.ts';
import type { Configuration, Places } from './types.ts';

/**
 * Where to publish, as what, and whom to call, of a configuration in which something else is wrong.
 * One that others may write says nothing: they would choose where the status goes.
 *
 * @returns null: it tells nothing, not even that nothing is to be published
 */
export async function glimpse(
  effects: LoadEffects,
  places: Places,
): Promise<Pick<Configuration, 'publish' | 'machine' | 'support'> | null> {
  const { files, platform, homeDir } = effects;
  const { configFile } = places;
  try {
    if (!(await checkConfigurationPlace(effects, places))) return null;
    // What is not UTF-8 elsewhere in it does not matter.
    const text = new TextDecoder().decode(await readNamed(files, configFile));
    const value: unknown = parse(text, [], { allowTrailingComma: true });
    if (!isRecord(value)) return null;
    const publish = textOf(value['publish']);
    // That it is to be told somewhere is not taken back by a slip in the place.
    if (publish === null && value['publish'] !== undefined) return null;
    const { support } = value;
    const name = isRecord(support) ? textOf(support['name']) : null;
    const phone = isRecord(support) ? textOf(support['phone']) : null;
    return {
      publish: publish === null ? null : resolvePath(publish, { configFile, homeDir, platform }),
      machine: textOf(value['machine']),
      support:
        name === null || phone === null ? null : { name: readLine(name), phone: readLine(phone) },
    };
  } catch {
    return null;
  }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' && !value.includes('\ufffd') ? value : null;
}
