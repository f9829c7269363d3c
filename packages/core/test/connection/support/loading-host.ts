/** Reports what the connection loads, and when. A process of its own: modules load once. */
import { mkdtemp, rm } from 'node:fs/promises';
import { registerHooks } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const heavy: string[] = [];
registerHooks({
  load(url, context, next) {
    if (/\/node_modules\/.*(?:undici|pkijs|asn1js)\//.test(url)) heavy.push(url);
    return next(url, context);
  },
});
const global = Symbol.for('undici.globalDispatcher.1');
Object.defineProperty(globalThis, global, { value: 'of somebody else', writable: true });

const { connect } = await import('../../../src/connection/connect.ts');
const before = [...heavy];

// The identity and its server need pkijs: made after the look at what `connect` loads.
const { makeWorld } = await import('./authority.ts');
const { mutualServer } = await import('./servers.ts');
const { answerOf, get } = await import('./calls.ts');

const folder = await mkdtemp(join(tmpdir(), 'weborca-cert-loading-'));
try {
  const { identity, root, ...world } = await makeWorld(folder);
  const server = await mutualServer({ identity, root, ...world });
  const connection = connect({ origin: server.url, identity, ca: root.cert, proxy: null });
  answerOf(await connection.call(get(server.url)));
  await connection.close();
  await server.stop();
} finally {
  await rm(folder, { recursive: true, force: true });
}

const report = {
  before,
  afterHasUndici: heavy.some((url) => url.includes('/undici/')),
  afterHasItsIndex: heavy.some((url) => /\/undici\/(?:index\.js|lib\/web|lib\/global)/.test(url)),
  dispatcher: Reflect.get(globalThis, global),
};
process.stdout.write(JSON.stringify(report));
