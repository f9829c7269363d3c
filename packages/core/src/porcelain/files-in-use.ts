import type { Context } from '../context.ts';
import { filesOf, type FilesInUse } from '../store/files-in-use.ts';
import { storeOf } from '../store/store.ts';
import { loadOne, requireCurrent } from './current.ts';

export type { FilesInUse } from '../store/files-in-use.ts';

/**
 * Where the certificate in use and its password lie, for programs that need no copy. After a renewal
 * they lie elsewhere: asked each time, not remembered.
 */
export async function filesInUse(context: Context, name: string): Promise<FilesInUse> {
  await loadOne(context, name);
  return filesOf(await requireCurrent(storeOf(context), name));
}
