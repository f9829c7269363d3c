import {
  configuration,
  rehearsal,
  renew,
  Secret,
  WeborcaError,
  type Context,
  type RehearsedCertificate,
  type RenewalResult,
} from '@weborca-cert/core';

export interface Rehearsed {
  readonly results: readonly RenewalResult[];
  readonly certificates: readonly RehearsedCertificate[];
  /** Certificates whose real service has no address yet: on the real day it stops there. */
  readonly withoutApi: readonly string[];
}

/**
 * Renews the named certificates, or all, for practice: the real configuration with copies of the
 * consumers' files, against a service of our own on this machine. Nothing of it stays.
 */
export async function rehearse(context: Context, given: readonly string[]): Promise<Rehearsed> {
  const { certificates, services } = await configuration(context);
  const names = given.length > 0 ? [...new Set(given)] : [...certificates.keys()];
  const unknown = names.find((name) => !certificates.has(name));
  if (unknown !== undefined) {
    throw new WeborcaError('name-unknown', { name: unknown, known: [...certificates.keys()] });
  }
  if (names.length === 0) {
    throw new WeborcaError('nothing-under-care', {
      path: (await configuration(context)).path,
      stored: [],
    });
  }
  const { startSimulator } = await import('@weborca-cert/simulator');
  const simulator = await startSimulator({ clients: names.length, keys: 'pool' });
  try {
    const stage = await rehearsal(context, names, {
      api: new URL(simulator.api),
      weborca: new URL(simulator.weborca),
      ca: simulator.ca,
      identityOf: async (name) => {
        const client = simulator.certificates[names.indexOf(name)];
        if (client === undefined) throw new WeborcaError('name-unknown', { name, known: names });
        return { p12: client.p12Bytes, password: new Secret(client.password) };
      },
    });
    try {
      const results = await renew(stage.context, names, { force: true, dryRun: false });
      const withoutApi = names.filter((name) => {
        const service = certificates.get(name)?.service ?? '';
        return (services.get(service)?.api ?? null) === null;
      });
      return { results, certificates: stage.certificates, withoutApi };
    } finally {
      await stage.remove();
    }
  } finally {
    await simulator.stop();
  }
}
