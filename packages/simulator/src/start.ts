import { type Authority, createAuthority } from './authority/authority.ts';
import { freshKeys, pooledKeys } from './authority/keys.ts';
import { issueVariant } from './authority/variants.ts';
import { type Armoury, createArmoury } from './faults/armoury.ts';
import { type ClientMaterial, makeClients, toMaterial } from './files/client.ts';
import { makeSiteZip } from './files/site-zip.ts';
import { writeFiles } from './files/write.ts';
import { assumedRules } from './rules/catalogue.ts';
import { createReplay, type Replay } from './replay/replay.ts';
import { replayedWeborca } from './replay/weborca.ts';
import { apiPath, createService, type Service } from './service/api.ts';
import { type InBetween, type Listener, listen, type Received } from './service/listener.ts';
import { createRecords, type ListenerName, type Records } from './service/records.ts';
import type { Reply } from './service/replies.ts';
import { type Seal, sealAs } from './service/seal.ts';
import { createWeborca, type Weborca } from './service/weborca.ts';
import type { Simulator, SimulatorOptions } from './simulator.ts';

const defaults = { host: '127.0.0.1', clients: 1, daysLeft: 45, slowMs: 400, giantMiB: 64 };

/** What everything in one simulator shares. */
interface Base {
  readonly options: SimulatorOptions;
  readonly replay: Replay | null;
  readonly now: () => Date;
  readonly host: string;
  readonly authority: Authority;
  readonly seal: Seal;
  readonly armoury: Armoury;
  readonly records: Records;
}

/**
 * Starts the renewal service, WebORCA and a certificate authority on loopback, over real mutual TLS.
 *
 * @throws Node's own errors, when a folder cannot be written or a port is taken.
 *
 * @example
 * const simulator = await startSimulator({ dir, faults: [{ name: 'post-500', count: 2 }] });
 * try { … } finally { await simulator.stop(); }
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const base = await prepare(options);
  const { authority, armoury, records, seal, now } = base;
  const clients = await makeClients(authority, seal, {
    count: options.clients ?? defaults.clients,
    daysLeft: options.daysLeft ?? defaults.daysLeft,
    now: now(),
  });
  const atSite = await renewAtSite(base, clients);
  const siteZipBytes = atSite === null ? null : await makeSiteZip(atSite);
  const written = await writeFiles(options.dir ?? null, {
    ca: authority.ca,
    siteZip: siteZipBytes,
    clients,
  });

  const addresses = await open(base);
  for (const { identity } of clients) addresses.service.remember(identity);
  if (atSite !== null) addresses.service.remember(atSite.identity);
  const { service, weborca, listeners } = addresses;

  return {
    api: listeners.api.origin + apiPath,
    weborca: `${listeners.weborca.origin}/`,
    ca: authority.ca,
    ...written,
    authority,
    siteZipBytes,
    pid: process.pid,
    requests: records.requests,
    connections: records.connections,
    get issuances() {
      return service.issuances;
    },
    arm: armoury.arm,
    disarm: armoury.disarm,
    armed: armoury.armed,
    async makeVariant(original, variant) {
      const identity = await issueVariant(authority, original, variant, now());
      service.remember(identity);
      return toMaterial(identity, seal);
    },
    async makeClient(request) {
      const identity = await authority.issueClient(request);
      service.remember(identity);
      return toMaterial(identity, seal);
    },
    refuseAtWeborca: weborca.refuse,
    acceptAtWeborca: weborca.accept,
    async stop() {
      await Promise.all(Object.values(listeners).map(({ stop }) => stop()));
    },
  };
}

async function prepare(options: SimulatorOptions): Promise<Base> {
  const now = options.now ?? (() => new Date());
  const replay = options.replay === undefined ? null : createReplay(options.replay);
  const given = typeof options.keys === 'function' ? options.keys : null;
  const pooled = given !== null || options.keys === 'pool';
  const keys = given ?? (pooled ? pooledKeys() : freshKeys());
  const armoury = createArmoury();
  for (const { name, count } of options.faults ?? []) armoury.arm(name, count);
  const algorithm = options.algorithm ?? replay?.algorithm ?? null;
  const own = { ...options, ...(algorithm === null ? {} : { algorithm }), keys, now };
  const authorityKeys = given === null ? {} : { ownKeys: given };
  const like = replay?.pkcs12 ?? null;
  const iterations = like?.iterations ?? (pooled ? 100 : null);
  return {
    options,
    replay,
    now,
    host: options.host ?? defaults.host,
    authority: options.authority ?? (await createAuthority({ ...own, ...authorityKeys })),
    seal: sealAs(options.p12 ?? like?.style ?? 'modern', iterations),
    armoury,
    records: createRecords(options.requestLog ?? null),
  };
}

async function renewAtSite(
  { authority, seal, now }: Base,
  clients: readonly ClientMaterial[],
): Promise<ClientMaterial | null> {
  const [first] = clients;
  if (first === undefined) return null;
  return toMaterial(await issueVariant(authority, first.identity, 'renewed', now()), seal);
}

interface Addresses {
  readonly service: Service;
  readonly weborca: Weborca;
  readonly listeners: Readonly<Record<'api' | 'otherPort' | 'weborca', Listener>>;
}

/** What of an address is its own; the port is any free one if not named. */
interface Listening {
  readonly handle: (received: Received) => Promise<Reply>;
  readonly port?: number;
  readonly between?: InBetween;
  readonly alert?: () => number | null;
}

async function open(base: Base): Promise<Addresses> {
  const { options, replay, host, authority, now, records, armoury, seal } = base;
  const slowMs = options.slowMs ?? defaults.slowMs;
  const origins = { api: '', otherPort: '' };
  const weborca = createWeborca(armoury, slowMs);
  const service = createService({
    authority,
    armoury,
    replay,
    seal,
    now,
    rules: { ...assumedRules, ...options.rules },
    onOver: (fingerprintSha256) => weborca.refuse(fingerprintSha256),
    uriLife: options.uriLife ?? 'lasting',
    slowMs,
    giantBytes: options.giantBytes ?? defaults.giantMiB * 1024 * 1024,
    foreignHost: host === 'localhost' ? '127.0.0.1' : 'localhost',
    origins: () => origins,
  });
  const hosts = [...new Set(['127.0.0.1', '127.0.0.2', 'localhost', '::1', host])];
  const identity = await authority.issueServer(hosts);
  const offset = options.dateOffsetMs ?? 0;
  const at = (name: ListenerName, { port = 0, alert = () => null, ...rest }: Listening) =>
    listen({
      ...rest,
      name,
      host,
      port,
      authority,
      identity,
      refusal: options.refusal ?? (options.now === undefined ? 'alert' : 'close'),
      maxVersion: options.maxTlsVersion ?? replay?.maxTlsVersion ?? 'TLSv1.3',
      now,
      dateNow: () => new Date(now().getTime() + offset),
      records,
      alert,
    });

  // The named port comes first: no free port that the others are given can be it.
  const { handle } = service;
  const api = await at('api', {
    handle,
    port: options.port ?? 0,
    alert: () => replay?.alert('request') ?? null,
  });
  const otherPort = await at('other-port', { handle });
  origins.api = api.origin;
  origins.otherPort = otherPort.origin;
  const filter = replay?.has('verification') === true ? replayedWeborca(replay) : weborca.filter;
  const atWeborca = await at('weborca', {
    handle: weborca.handle,
    between: filter,
    alert: () => replay?.alert('verification') ?? null,
  });
  return { service, weborca, listeners: { api, otherPort, weborca: atWeborca } };
}
