import { daysLeft, type Threshold, stateOf } from '../certificate/state.ts';
import type { CertificateFacts } from '../certificate/facts.ts';
import { loadConfiguration, selectCertificates } from '../configuration/load.ts';
import { quietly } from '../errors.ts';
import type { CertificateConfiguration } from '../configuration/types.ts';
import { consumersOf } from '../consumers/bind.ts';
import { missingPart } from '../store/pair-trouble.ts';
import { readCurrent } from '../store/current.ts';
import { memoryOf, type Memory } from '../store/memory.ts';
import { storeOf } from '../store/store.ts';
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
    const current = await quietly(() => readCurrent(store, name));
    const facts = current?.manifest.facts ?? null;
    const whole =
      current !== null &&
      (await quietly(async () => (await missingPart(store, current)) === null)) === true;
    // What cannot be read, since it is somebody else's, say, is this certificate's trouble alone.
    const superseded =
      facts === null
        ? false
        : await quietly(() => isSuperseded(memoryOf(effects, { store, name })));
    const consumers = await quietly(() => recorded(context, certificate, facts));
    const due = within ?? thresholds.due;
    checked.push({
      name,
      state: stateOf(
        {
          facts: whole && superseded !== null && consumers !== null ? facts : null,
          superseded: superseded === true,
          thresholds: { ...thresholds, due },
        },
        now,
      ),
      notAfter: facts?.notAfter ?? null,
      daysLeft: facts === null ? null : daysLeft(facts, now),
      consumers: consumers ?? [],
      recovered: current?.recovered === true ? current.id : null,
    });
  }
  return { certificates: checked, unnamed };
}

async function recorded(
  context: Context,
  certificate: CertificateConfiguration,
  facts: CertificateFacts | null,
): Promise<CheckedCertificate['consumers']> {
  if (certificate.consumers.length === 0 || facts === null) return [];
  const { recordedConsumers } = await import('../consumers/recorded.ts');
  const fingerprint = facts.fingerprintSha256;
  return recordedConsumers({ ...consumersOf(context, certificate), fingerprint });
}

async function isSuperseded(memory: Memory): Promise<boolean> {
  return (await memory.superseded()) !== null;
}
