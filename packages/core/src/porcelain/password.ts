import type { Secret } from '../secret.ts';
import { readMaterial } from '../store/read-version.ts';
import { loadOne, requireCurrent } from './current.ts';
import { storeOf } from '../store/store.ts';
import type { Context } from '../context.ts';

/** The password of the certificate in use. What is done with it is the caller's responsibility. */
export async function password(context: Context, name: string): Promise<Secret> {
  await loadOne(context, name);
  const store = storeOf(context);
  const current = await requireCurrent(store, name);
  return (await readMaterial(store, name, current.id)).password;
}
