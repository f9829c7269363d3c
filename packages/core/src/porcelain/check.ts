import { daysLeft, type Threshold } from '../certificate/lifetime.ts';
import { stateOf } from '../certificate/state.ts';
import type { CertificateFacts } from '../certificate/facts.ts';
import { loadConfiguration } from '../configuration/load.ts';
import { isNotReadable } from '../files/durable.ts';
import type { CertificateConfiguration } from '../configuration/types.ts';
import { nameFolder } from '../store/layout.ts';
import { missingPart } from '../store/pair-trouble.ts';
import { readCurrent } from '../store/read-current.ts';
import { memoryOf } from '../renewal/memory.ts';
import { selectCertificates } from '../configuration/selection.ts';
import { storeOf } from '../store/store-of.ts';
import type { CheckedCertificate, Context, Checked } from '../context.ts';
import { requireSomething, unnamedCertificates } from '../configuration/under-care.ts';

/**
 * The condition of each certificate from pointers, manifests and whether the files they speak of are
 * there: no PKCS#12 is opened, no host is asked. Of consumers, what was recorded.
 *
 * @param within replaces the configured threshold for `due`
 * @throws WeborcaError `nothing-under-care` when all are asked about, and neither the configuration nor
 *   the store has one
 */
export async function check(
  context: Context,
  names: readonly string[],
  within?: Threshold,
): Promise<Checked> {
  const { effects, places } = context;
  const configuration = await loadConfiguration(effects, places);
  const unnamed = names.length === 0 ? await unnamedCertificates(context, configuration) : [];
  if (names.length === 0 && unnamed.length === 0) await requireSomething(context, configuration);
  const store = storeOf(context);
  const now = effects.now();
  const checked: CheckedCertificate[] = [];
  for (const certificate of selectCertificates(configuration, names)) {
    const { name, thresholds } = certificate;
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
      consumers: await consumersOf(context, certificate, nameFolder(store, name), facts),
      recovered: current?.recovered === true ? current.id : null,
    });
  }
  return { certificates: checked, unnamed };
}

async function consumersOf(
  { effects, places }: Context,
  certificate: CertificateConfiguration,
  stateFolder: string,
  facts: CertificateFacts | null,
): Promise<CheckedCertificate['consumers']> {
  if (certificate.consumers.length === 0 || facts === null) return [];
  const { recordedConsumers } = await import('../consumers/recorded.ts');
  return recordedConsumers({
    effects,
    certificate,
    configFile: places.configFile,
    stateFolder,
    fingerprint: facts.fingerprintSha256,
  });
}

async function isSuperseded(effects: Context['effects'], folder: string): Promise<boolean | null> {
  try {
    return (await memoryOf(effects, folder).superseded()) !== null;
  } catch (error) {
    if (isNotReadable(error)) return null;
    throw error;
  }
}
