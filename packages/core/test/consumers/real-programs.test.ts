import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:https';
import { createServer as createPlainServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TLSSocket } from 'node:tls';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe as always, expect, it, onTestFinished, vi } from 'vitest';
import { haveCounterparts } from '../support/counterparts.ts';
import { certificateToPem, encryptedKeyPem, identityToPem } from '../../src/pkcs12/pem.ts';
import { type Certificates, makeCertificates } from './support/certificates.ts';
import { makePlace, type Place, states } from './support/place.ts';

const describe = haveCounterparts('openssl', 'curl', 'nginx', 'java') ? always : always.skip;

// Real files, keys and programs, on machines that are busy with other tests.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

/** Programs that use the certificate with nothing in their own settings changed. */

const run = promisify(execFile);
let certificates: Certificates;
let server: Server;
let port: number;

beforeAll(async () => {
  certificates = await makeCertificates('rsa');
  const { certificate: cert, key } = certificates.server;
  const ca = Buffer.from(certificates.caPem);
  // Mutual TLS: answers with the serial number of the certificate that came.
  server = createServer({ cert, key, ca, requestCert: true, rejectUnauthorized: true });
  server.on('request', (request, response) => {
    const { socket } = request;
    const known = socket instanceof TLSSocket ? socket.getPeerCertificate().serialNumber : '';
    response.end(known);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = portOf(server.address());
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await certificates.close();
});

/** A .p12, a PEM pair under the issued password, and a file with that password. */
async function clinic(): Promise<Place> {
  const { old, renewed } = certificates;
  const place = await makePlace(old, renewed);
  await writeFile(place.at('client.p12'), old.p12);
  await writeFile(place.at('client.crt'), certificateToPem(old.identity.leaf.der));
  await writeFile(place.at('client.pem'), encryptedKeyPem(old.identity, old.password).reveal());
  await writeFile(place.at('client.pass'), 'OldIssued1\n');
  await writeFile(place.at('ca.crt'), certificates.caPem);
  return place;
}

const consumers = [
  { kind: 'pkcs12', path: '~/client.p12' },
  { kind: 'pem', certificate: '~/client.crt', key: '~/client.pem' },
  { kind: 'password-file', path: '~/client.pass' },
];

/** What the program presents before and after the deploy. */
async function serials(place: Place, ask: () => Promise<string>): Promise<readonly string[]> {
  const before = await ask();
  expect(states(await place.deploy(consumers, certificates.renewed))).not.toContain('failed');
  return [before, await ask()];
}

function wanted(): readonly string[] {
  return [certificates.old, certificates.renewed].map(
    ({ identity }) => identity.leaf.facts.serialNumber,
  );
}

describe('a renewed certificate in real programs', () => {
  it('curl, with certificate and key', async () => {
    const place = await clinic();
    // The passphrase comes from the password file, as a script around curl would give it.
    const ask = async () => {
      const pass = (await readFile(place.at('client.pass'), 'utf8')).trim();
      await writeFile(place.at('curlrc'), `pass = "${pass}"\n`, { mode: 0o600 });
      const args = ['--silent', '--config', place.at('curlrc'), '--cacert', place.at('ca.crt')];
      const pair = ['--cert', place.at('client.crt'), '--key', place.at('client.pem')];
      const { stdout } = await run('curl', [...args, ...pair, `https://127.0.0.1:${port}/`]);
      return stdout;
    };
    expect(await serials(place, ask)).toStrictEqual(wanted());
  });

  it('nginx as a client, after a reload of the same settings', async () => {
    const place = await clinic();
    const listen = await freePort();
    const config = place.at('nginx.conf');
    await mkdir(place.at('logs'));
    // nginx reads keys as root and works as another user.
    await writeFile(
      config,
      `daemon off; pid "${place.at('nginx.pid')}"; error_log "${place.at('error.log')}";
      events {}
      http {
        access_log off; client_body_temp_path "${place.at('tmp1')}"; proxy_temp_path "${place.at('tmp2')}";
        fastcgi_temp_path "${place.at('tmp3')}"; uwsgi_temp_path "${place.at('tmp4')}"; scgi_temp_path "${place.at('tmp5')}";
        server {
          listen 127.0.0.1:${listen};
          location / {
            proxy_pass https://127.0.0.1:${port};
            proxy_ssl_certificate "${place.at('client.crt')}";
            proxy_ssl_certificate_key "${place.at('client.pem')}";
            proxy_ssl_password_file "${place.at('client.pass')}";
            proxy_ssl_trusted_certificate "${place.at('ca.crt')}";
            proxy_ssl_verify on; proxy_ssl_name 127.0.0.1;
            proxy_ssl_session_reuse off;
          }
        }
      }`,
    );
    const ask = async () => {
      const nginx = spawn('nginx', ['-p', place.root, '-c', config], { stdio: 'ignore' });
      const ended = once(nginx, 'exit');
      onTestFinished(() => void nginx.kill('SIGKILL'));
      const answer = await whenUp(listen);
      nginx.kill('SIGTERM');
      await ended;
      return answer;
    };
    expect(await serials(place, ask)).toStrictEqual(wanted());
  });

  it.runIf(haveCounterparts('haproxy'))('haproxy, with all in one file', async () => {
    const place = await clinic();
    const { old } = certificates;
    const { certificate, key } = identityToPem(old.identity);
    const ca = Buffer.from(certificates.caPem).toString();
    const file = place.at('haproxy.pem');
    await writeFile(file, `# 本番用\n${certificate}${ca}${key.reveal()}`, { mode: 0o600 });
    const listen = await freePort();
    const config = place.at('haproxy.cfg');
    await writeFile(
      config,
      `defaults
        mode http
        timeout connect 5s
        timeout client 5s
        timeout server 5s
      listen weborca
        bind 127.0.0.1:${listen}
        server api 127.0.0.1:${port} ssl verify required ca-file "${place.at('ca.crt')}" crt "${file}"
`,
    );
    const ask = async () => {
      const haproxy = spawn('haproxy', ['-db', '-f', config], { stdio: 'ignore' });
      const ended = once(haproxy, 'exit');
      onTestFinished(() => void haproxy.kill('SIGKILL'));
      const answer = await whenUp(listen);
      haproxy.kill('SIGTERM');
      await ended;
      return answer;
    };
    const before = await ask();
    const entry = { kind: 'pem', certificate: file, key: file };
    expect(states(await place.deploy([entry], certificates.renewed))).toStrictEqual(['current']);
    expect([before, await ask()]).toStrictEqual(wanted());
    expect(await readFile(file, 'utf8')).toContain('# 本番用');
  });

  it('Java, with a .p12 whose password is kept', async () => {
    const place = await clinic();
    await writeFile(place.at('Ask.java'), javaClient);
    await writeFile(
      place.at('java.properties'),
      `file=${place.at('client.p12')}\npassword=OldIssued1\nca=${place.at('ca.crt')}\n`,
    );
    await chmod(place.at('java.properties'), 0o600);
    const ask = async () => {
      const url = `https://127.0.0.1:${port}/`;
      // Without a locale, Java does not find a path with Japanese in it.
      const { stdout } = await run(
        'java',
        [place.at('Ask.java'), place.at('java.properties'), url],
        { env: { ...process.env, LC_ALL: 'C.UTF-8' } },
      );
      return stdout.trim();
    };
    const settings = await readFile(place.at('java.properties'));
    expect(await serials(place, ask)).toStrictEqual(wanted());
    expect(await readFile(place.at('java.properties'))).toStrictEqual(settings);
  }, 60_000);
});

function portOf(address: AddressInfo | string | null): number {
  return address === null || typeof address === 'string' ? 0 : address.port;
}

async function freePort(): Promise<number> {
  const probe = createPlainServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const found = portOf(probe.address());
  probe.close();
  await once(probe, 'close');
  return found;
}

/** Asks until somebody answers; the test's own time limit ends it. */
async function whenUp(at: number): Promise<string> {
  for (;;) {
    try {
      return await fetchText(at);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED'))
        throw error;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

function fetchText(at: number): Promise<string> {
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port: at, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.on('end', () => resolve(text));
    }).on('error', reject);
  });
}

const javaClient = `
import java.io.*; import java.net.URL; import java.security.*; import java.security.cert.*;
import java.util.Properties; import javax.net.ssl.*;
public class Ask {
  public static void main(String[] args) throws Exception {
    Properties p = new Properties();
    try (Reader r = new InputStreamReader(new FileInputStream(args[0]), "UTF-8")) { p.load(r); }
    char[] password = p.getProperty("password").toCharArray();
    KeyStore ks = KeyStore.getInstance("PKCS12");
    try (InputStream in = new FileInputStream(p.getProperty("file"))) { ks.load(in, password); }
    KeyManagerFactory km = KeyManagerFactory.getInstance("SunX509"); km.init(ks, password);
    KeyStore trust = KeyStore.getInstance("PKCS12"); trust.load(null, null);
    try (InputStream in = new FileInputStream(p.getProperty("ca"))) {
      trust.setCertificateEntry("ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory tm = TrustManagerFactory.getInstance("PKIX"); tm.init(trust);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(km.getKeyManagers(), tm.getTrustManagers(), null);
    HttpsURLConnection c = (HttpsURLConnection) new URL(args[1]).openConnection();
    c.setSSLSocketFactory(context.getSocketFactory());
    System.out.println(new String(c.getInputStream().readAllBytes(), "UTF-8"));
  }
}
`;
