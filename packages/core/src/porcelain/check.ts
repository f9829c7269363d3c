import { daysLeft, type Threshold } from '../certificate/lifetime.ts';
import { stateOf } from '../certificate/state.ts';
import { loadConfiguration } from '../configuration/load.ts';
import { isNotReadable } from '../files/durable.ts';
import { nameFolder } from '../store/layout.ts';
import { missingPart } from '../store/pair-trouble.ts';
import { readCurrent } from '../store/read-current.ts';
import { memoryOf } from '../renewal/memory.ts';
import { selectCertificates } from '../configuration/selection.ts';
import { storeOf } from '../store/store-of.ts';
import type { CheckedCertificate, Context } from '../context.ts';

/**
 * The condition of each certificate from pointers, manifests and whether the files they speak of are
 * there: no PKCS#12 is opened, no host is asked.
 *
 * @param within replaces the configured threshold for `due`
 */
export async function check(
  context: Context,
  names: readonly string[],
  within?: Threshold,
): Promise<readonly CheckedCertificate[]> {
  const { effects, places } = context;
  const configuration = await loadConfiguration(effects, places);
  const store = storeOf(context);
  const now = effects.now();
  const checked: CheckedCertificate[] = [];
  for (const { name, thresholds } of selectCertificates(configuration, names)) {
    const current = await readCurrent(store, name);
    const facts = current?.manifest.facts ?? null;
    const whole = current !== null && (await missingPart(store, current)) === null;
    // Null: somebody else's, say, and so what it says is not known.
    const superseded =
      facts === null ? false : await isSuperseded(effects, nameFolder(store, name));
    const due = within ?? thresholds.due;
    checked.push({
      name,
      state: stateOf(
        {
          facts: whole && superseded !== null ? facts : null,
          superseded: superseded === true,
          thresholds: { ...thresholds, due },
        },
        now,
      ),
      notAfter: facts?.notAfter ?? null,
      daysLeft: facts === null ? null : daysLeft(facts, now),
    });
  }
  return checked;
}

async function isSuperseded(effects: Context['effects'], folder: string): Promise<boolean | null> {
  try {
    return (await memoryOf(effects, folder).superseded()) !== null;
  } catch (error) {
    if (isNotReadable(error)) return null;
    throw error;
  }
}
