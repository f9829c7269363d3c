import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { delimiter, dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { accepts, freePort } from '../../core/test/connection/support/nginx.ts';
import { leftOut } from '../../core/test/support/left-out.ts';
import { haveCounterparts } from './e2e/support/counterparts.ts';
import { collect, mainFile } from './support/cli.ts';
import { openClinic, type Clinic } from './support/clinic.ts';
import { oldIsOver } from './support/service-rule.ts';
import { blocksOf, blocksOfKind } from './support/page-blocks.ts';
import { canPretend, pretendCron, pretendScheduler } from './support/scheduler.ts';

// The page's own blocks, through a real shell, with a real nginx.
const hasNginx = canPretend && haveCounterparts('nginx');

const pageOf = (language: '' | '.ja'): string => `docs/integrators${language}.md`;

const page = blocksOf(pageOf(''));
const shell = blocksOfKind(pageOf(''), 'sh');
const [register = '', nginxUses = '', rehearse = '', schedule = '', mended = ''] = shell;
const [programs = '', tellUs = '', paths = '', ci = ''] = shell.slice(5);
/** What the page says is shown: by the rehearsal, and after the reload that failed. */
const shownIn = (language: '' | '.ja'): readonly string[] => blocksOfKind(pageOf(language), 'text');

/** Without the comments, which are in the page's language. */
function plain(text: string): string {
  return text.replaceAll(/^# .*\n/gm, '');
}

function commands(language: '' | '.ja'): readonly string[] {
  return blocksOf(pageOf(language)).flatMap(({ kind, text }) =>
    kind === 'text' ? [] : [plain(text)],
  );
}

test('both languages have the same commands', () => {
  expect(commands('.ja')).toEqual(commands(''));
  expect(shell).toHaveLength(9);
});

interface Server {
  readonly clinic: Clinic;
  /** Where the page's places are: `/etc/nginx`, `/srv`, `/mnt`, … */
  readonly root: string;
  readonly at: (path: string) => string;
  readonly run: (script: string) => Promise<Ran>;
  readonly env: Record<string, string>;
}

interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

/** A shell in which the page's words mean this test's places. */
async function openServer(
  lang: 'ja' | 'en',
  pretended: (folder: string) => Record<string, string>,
): Promise<Server> {
  const clinic = await openClinic({ clients: 3, daysLeft: 45 });
  cleanups.push(() => clinic.close());
  const { folder, home } = clinic;
  const root = join(folder, 'root');
  const at = (path: string): string => root + path;
  for (const path of ['/etc/nginx/orca', '/mnt/backup', '/usr/sbin', '/usr/local/bin', '/bin'])
    mkdirSync(at(path), { recursive: true });
  for (const path of ['java', 'node', 'python', 'ruby', 'php', 'net'])
    mkdirSync(at(`/srv/${path}`), { recursive: true });
  mkdirSync(join(folder, 'certs'));
  for (const [index, name] of ['aoba', 'kaede', 'sakura'].entries()) {
    copyFileSync(clinic.p12(index), join(folder, 'certs', `${name}.p12`));
    copyFileSync(clinic.passwordFile(index), join(folder, 'certs', `${name}.txt`));
  }
  writeFileSync(
    at('/bin/weborca-cert'),
    `#!/bin/sh\nexec '${process.execPath}' '${mainFile}' "$@"\n`,
    {
      mode: 0o755,
    },
  );
  const { PATH = '', ...others } = pretended(folder);
  const env = {
    ...others,
    PATH: [at('/bin'), dirname(process.execPath), PATH].join(delimiter),
    HOME: home,
    WEBORCA_CERT_HOME: join(home, 'config'),
    LANG: lang === 'ja' ? 'ja_JP.UTF-8' : 'en_US.UTF-8',
    TZ: 'Asia/Tokyo',
  };
  const run = (script: string): Promise<Ran> => sh(inPlace(script, root), folder, env);
  return { clinic, root, at, run, env };
}

function inPlace(script: string, root: string): string {
  return script.replaceAll(
    /(?<![\w.])\/(?:etc\/nginx|mnt|srv|usr\/sbin|usr\/local)\//g,
    `${root}$&`,
  );
}

async function sh(script: string, cwd: string, env: Record<string, string>): Promise<Ran> {
  const child = spawn('/bin/sh', ['-c', script], { cwd, env, stdio: 'pipe' });
  child.stdin.end();
  const output = collect(child);
  await once(child, 'close');
  return { code: child.exitCode, ...output() };
}

/** The page's `onFailure`, in the configuration. */
function addHook({ clinic, root }: Server): void {
  const file = join(clinic.home, 'config', 'config.json');
  const [example = ''] = page.flatMap(({ kind, text }) => (kind === 'jsonc' ? [text] : []));
  const { certificates: hooks } = JSON.parse(inPlace(example, root));
  const configuration = JSON.parse(readFileSync(file, 'utf8'));
  Object.assign(configuration.certificates.aoba, hooks.aoba);
  writeFileSync(file, JSON.stringify(configuration), { mode: 0o600 });
}

/** What cron starts; the stand-in before `schedule install` called the program `/bin/sh /bin/sh`. */
function scheduledLine({ clinic }: Server): string {
  const tab = readFileSync(join(clinic.folder, 'programs', 'tab'), 'utf8');
  const [, line = ''] = /^\d+ 10 \* \* \* (.*)$/m.exec(tab) ?? [];
  expect(line).toMatch(/ renew --all --quiet --scheduled$/);
  return line.replace('/bin/sh /bin/sh', `'${process.execPath}' '${mainFile}'`);
}

/** Of each line of the page, the lines that were printed hold it: `✔ aoba can be …`. */
function expectShown(text: string, ran: Ran, root: string): void {
  const shown = `${ran.stdout}${ran.stderr}`.replaceAll(root, '');
  for (const line of text.split('\n')) expect(shown).toContain(line.trim());
}

/** nginx between the clinic's programs and WebORCA, with a master that reloads. */
async function startNginx({ at, clinic, root }: Server): Promise<{
  readonly configure: (more: string) => void;
  /** What WebORCA says to whoever asks through nginx. */
  readonly ask: () => Promise<number | undefined>;
  readonly reloads: () => number;
}> {
  const port = await freePort();
  const config = at('/etc/nginx/nginx.conf');
  const log = at('/etc/nginx/error.log');
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  const configure = (more: string): void =>
    writeFileSync(
      config,
      `daemon off; worker_processes 1; pid ${root}/nginx.pid; error_log ${log} notice;
events {}
http {
  access_log off;
  ${temporary.map((name) => `${name}_temp_path ${root}/${name};`).join(' ')}
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_pass ${clinic.simulator.weborca};
      ${more}
    }
  }
}`,
    );
  configure('');
  const own = ['-p', root, '-c', config, '-e', 'stderr'];
  const shown = own.map((word) => `'${word}'`).join(' ');
  writeFileSync(at('/usr/sbin/nginx'), `#!/bin/sh\nexec nginx ${shown} "$@"\n`, { mode: 0o755 });
  const child = spawn('nginx', own, { stdio: 'ignore' });
  const exited = once(child, 'exit');
  cleanups.push(async () => {
    child.kill('SIGTERM');
    await exited;
  });
  while (!(await accepts(port)))
    if (child.exitCode !== null) throw new Error(`nginx ended with ${child.exitCode}`);
  return {
    configure,
    ask: () =>
      new Promise((resolve, reject) => {
        get({ host: '127.0.0.1', port, agent: false }, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        }).once('error', reject);
      }),
    reloads: () => readFileSync(log, 'utf8').split(' reconfiguring').length - 1,
  };
}

const shows = 'proxy_ssl_session_reuse off; proxy_ssl_name 127.0.0.1;';
const withCertificate = (root: string): string =>
  `${shows} proxy_ssl_certificate ${root}/etc/nginx/orca/aoba.crt; proxy_ssl_certificate_key ${root}/etc/nginx/orca/aoba.key;`;

describe.runIf(hasNginx)(`an integrator’s day${leftOut(hasNginx, 'no nginx')}`, () => {
  test('three clinics, cron, nginx reloaded, the reload failing once', async () => {
    let cron: ReturnType<typeof pretendCron> | undefined;
    const server = await openServer('en', (folder) => {
      cron = pretendCron(folder, 'crontab');
      const { stop, ...env } = cron;
      cleanups.push(stop);
      return env;
    });
    const { clinic, root, at, run, env } = server;
    const nginx = await startNginx(server);
    const done = async (script: string): Promise<Ran> => {
      const ran = await run(script);
      expect({ script, code: ran.code, stderr: ran.code === 0 ? '' : ran.stderr }).toEqual({
        script,
        code: 0,
        stderr: '',
      });
      return ran;
    };
    const served = async (): Promise<unknown> => {
      await nginx.ask();
      return clinic.simulator.requests.at(-1)?.client?.fingerprintSha256;
    };

    await done(register);
    await done(nginxUses);
    nginx.configure(withCertificate(root));
    await done(inPlace('/usr/sbin/nginx -s reload', root));
    // WebORCA accepts whom nginx shows: 401 is a login that is missing.
    await expect.poll(() => nginx.ask()).toBe(401);
    const before = await served();
    const [promised = '', failed = ''] = shownIn('');
    const [promisedJa = '', failedJa = ''] = shownIn('.ja');
    expectShown(promised, await done(rehearse), root);
    expectShown(promisedJa, await done(`export LANG=ja_JP.UTF-8\n${rehearse}`), root);
    await done(schedule);
    writeFileSync(at('/usr/local/bin/tell-us'), tellUs, { mode: 0o755 });
    writeFileSync(at('/bin/logger'), `#!/bin/sh\ncat >> '${root}/told'\n`, { mode: 0o755 });
    addHook(server);

    // The night of the renewal, with a mistake in nginx's configuration.
    nginx.configure(`${withCertificate(root)} proxy_redirekt off;`);
    const line = scheduledLine(server);
    const night = (): Promise<Ran> => sh(line, '/', { PATH: env['PATH'] ?? '', TZ: 'Asia/Tokyo' });
    expect((await night()).code).toBe(1);
    expect(readFileSync(at('/told'), 'utf8')).toMatch(/^aoba \[consumer-failed\] /m);
    // Nobody but nginx could bring it the new one: where the old one is over, it is refused until then.
    expect(await nginx.ask()).toBe(oldIsOver ? 403 : 401);
    expect(await served()).toBe(before);
    expect((await run('weborca-cert check')).code).toBe(10);
    const told = await run('weborca-cert status');
    expectShown(failed, told, root);
    expectShown(failedJa, await run('LANG=ja_JP.UTF-8 weborca-cert status'), root);
    expect(told.stdout).toMatch(/\[emerg\] .*unknown directive "proxy_redirekt"/);

    nginx.configure(withCertificate(root));
    const reloads = nginx.reloads();
    await done(mended);
    await expect.poll(() => nginx.reloads()).toBeGreaterThan(reloads);
    await expect.poll(served).not.toBe(before);
    expect(await nginx.ask()).toBe(401);
    // The others waited for the first; on the next night there is nothing left to wait for.
    expect((await run('weborca-cert check')).code).toBe(10);
    expect((await night()).code).toBe(0);
    await done('weborca-cert check');
    const sent = clinic.simulator.requests.length;
    expect((await night()).code).toBe(0);
    expect(clinic.simulator.requests).toHaveLength(sent);
  }, 240_000);
});

/** The page's script, in a folder that stays from run to run. */
function inCi(faults: string): string {
  return `mkdir -p ci; cd ci\n${ci.replace('simulate --dir', `simulate ${faults} --dir`)}`;
}

describe.runIf(canPretend)('the page for integrators', () => {
  test('each program’s consumer is kept up to date', async () => {
    const server = await openServer('en', pretendScheduler);
    const { clinic, at, run } = server;
    const old = clinic.password(0);
    const p12 = (path: string): string => {
      copyFileSync(clinic.p12(0), at(path));
      return at(path);
    };
    const node = p12('/srv/node/orca.p12');
    const ruby = p12('/srv/ruby/orca.p12');
    const seeds = {
      '/srv/java/application.yml': `orca:\n  key-store: "${p12('/srv/java/orca.p12')}"\n  key-store-password: "${old}"\n`,
      '/srv/node/.env': `ORCA_CERT_PATH=${node}\nORCA_CERT_PASS=${old}\n`,
      '/srv/ruby/.env': `ORCA_API_P12_PATH=${ruby}\nORCA_API_P12_PASSWORD=${old}\n`,
      '/srv/php/orca.pass': old,
      '/srv/net/appsettings.json': JSON.stringify({
        Orca: { Certificate: p12('/srv/net/orca.p12'), Password: old },
      }),
    };
    p12('/srv/php/orca.p12');
    for (const [path, text] of Object.entries(seeds)) writeFileSync(at(path), text);

    for (const script of [register, programs, 'weborca-cert renew aoba', paths]) {
      const { code, stderr } = await run(script);
      expect({ script, code, stderr: code === 0 ? '' : stderr }).toEqual({
        script,
        code: 0,
        stderr: '',
      });
    }
    const { consumers } = JSON.parse((await run('weborca-cert consumers list aoba --json')).stdout);
    expect(consumers).toHaveLength(8);
    expect(new Set(consumers.map(({ state }: { state: string }) => state))).toEqual(
      new Set(['current']),
    );
    for (const [path, text] of Object.entries(seeds))
      expect(readFileSync(at(path), 'utf8')).not.toBe(text);
    const { p12File } = JSON.parse((await run('weborca-cert path aoba --json')).stdout);
    for (const copy of [node, ruby]) expect(readFileSync(copy)).toEqual(readFileSync(p12File));
  }, 240_000);

  test('the test double renews in a CI of one’s own, and a fault of it fails there', async () => {
    const { run, clinic } = await openServer('en', pretendScheduler);
    for (const time of ['first', 'second']) {
      const { code, stderr } = await run(inCi(''));
      expect({ time, code, stderr: code === 0 ? '' : stderr }).toEqual({
        time,
        code: 0,
        stderr: '',
      });
    }
    const refused = await run(inCi('--fault post-500'));
    expect(refused.code).not.toBe(0);
    expect(refused.stderr).toContain('[service-failed]');
    expect(readdirSync(join(clinic.folder, 'ci'))).toEqual([]);
  }, 240_000);
});
