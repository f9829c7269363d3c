// The least that a renewal is, in Node alone: opens the .p12 that it has, POST and GET over one
// connection, opens the .p12 that comes, asks WebORCA with it over a second, and writes both files.
// It syncs as often as it is told to. No journal, no lock, nothing looked at twice, nothing that a
// crash would leave whole.
//
//   node bare-client.mjs '{"api", "weborca", "ca", "folder", "syncs", "together", "clients"}'
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import https from 'node:https';
import path from 'node:path';

const job = JSON.parse(readFileSync(0, 'utf8'));
const ca = readFileSync(job.ca);

/** @returns {Promise<{ status: number, body: Buffer }>} */
function ask(url, { method = 'GET', ...options }) {
  return new Promise((resolve, reject) => {
    const body = method === 'POST' ? Buffer.from('{}') : null;
    const headers =
      body === null ? {} : { 'content-type': 'application/json', 'content-length': body.length };
    const request = https.request(url, { method, headers, ca, ...options }, (response) => {
      const parts = [];
      response.on('data', (part) => parts.push(part));
      response.on('end', () =>
        resolve({ status: response.statusCode, body: Buffer.concat(parts) }),
      );
    });
    request.on('error', reject);
    request.end(body ?? undefined);
  });
}

function write(file, bytes, syncs) {
  const open = openSync(file, 'w', 0o600);
  writeSync(open, bytes);
  for (let count = 0; count < syncs; count += 1) fsyncSync(open);
  closeSync(open);
}

async function renew({ name, p12, password }) {
  const identity = { pfx: readFileSync(p12), passphrase: readFileSync(password, 'utf8') };
  const agent = new https.Agent({ keepAlive: true, maxSockets: 1, ...identity, ca });
  const asked = await ask(job.api, { method: 'POST', agent });
  const { uri, pass } = JSON.parse(asked.body.toString());
  const fetched = await ask(uri, { agent });
  agent.destroy();
  const renewed = new https.Agent({ pfx: fetched.body, passphrase: pass, ca });
  const { status } = await ask(job.weborca, { agent: renewed });
  renewed.destroy();
  if (status !== 401) throw new Error(`WebORCA answered ${status}`);
  const folder = path.join(job.folder, name);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const half = Math.floor(job.syncs / 2);
  write(path.join(folder, '.p12'), fetched.body, half);
  write(path.join(folder, '.password'), Buffer.from(pass), job.syncs - half);
  renameSync(path.join(folder, '.p12'), path.join(folder, 'certificate.p12'));
  renameSync(path.join(folder, '.password'), path.join(folder, 'password.txt'));
}

const waiting = [...job.clients];
const worker = async () => {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await renew(next);
};
await Promise.all(Array.from({ length: job.together }, worker));
