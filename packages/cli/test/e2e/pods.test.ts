import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { leftOut } from '../../../core/test/support/left-out.ts';
import { sweepingWithin, sweepOf } from '../../../core/test/support/sweep.ts';
import { openClinic, type Clinic } from '../support/clinic.ts';
import { isUnder, oldStaysAccepted } from '../support/service-rule.ts';
import { cronJob, mountsOf, podOf } from './support/manifests.ts';
import { killAtEach } from './support/killed.ts';
import { openProcessClinic, type Point, type ProcessClinic } from './support/process-clinic.ts';

const sweep = sweepOf('pods', 29);
const program = path.resolve(import.meta.dirname, '../../dist');

/** From the request until its answer has a name every change, of the others some. */
function choose(points: readonly Point[]): readonly Point[] {
  const changing = points.filter(({ changes }) => changes);
  const sent = changing.findIndex(({ what }) => what.startsWith('before POST'));
  const kept = changing.findIndex(({ what }) => what.startsWith('before GET'));
  return changing.filter(
    (_, index) => (index >= sent && index <= kept) || sweep.takes(index) || index === 1,
  );
}

describe('a pod that is killed, and another one under a new name on its volume', () => {
  let clinic: ProcessClinic;
  beforeAll(async () => {
    clinic = await openProcessClinic(2);
  }, 240_000);
  afterAll(async () => clinic.close());

  test(
    'goes on at once: nobody waits an hour for a lock, one request, nothing lost',
    { timeout: sweepingWithin(1_800_000) },
    async () => {
      const [first] = clinic.places;
      const whole = await first?.run({ host: 'pod-a', volume: 'exclusive' });
      expect(whole).toMatchObject({ outcome: 'renewed', code: null, signal: null, stderr: '' });
      const chosen = choose(whole?.points ?? []);
      const { left, failures } = await killAtEach(clinic.places, chosen, {
        killed: { host: 'pod-a', volume: 'exclusive' },
        next: { host: 'pod-b', volume: 'exclusive' },
      });
      const counts = [...left].map(([how, count]) => `${how} ${count}`).join(', ');
      process.stdout.write(`pods: ${chosen.length} points, ${sweep.told}; ${counts}\n`);
      expect(failures).toEqual([]);
      expect(chosen.length).toBeGreaterThan(10);
      expect(left.size).toBeGreaterThan(2);
    },
  );
});

/** Namespaces of the kernel, and another user: what a pod is made of. */
const canPod =
  process.platform === 'linux' &&
  process.getuid?.() === 0 &&
  spawnSync('unshare', ['--mount', '--uts', '--pid', '--fork', 'true']).status === 0 &&
  spawnSync('setpriv', ['--reuid=10001', '--clear-groups', process.execPath, '-e', '0']).status ===
    0 &&
  cronJob !== null;

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What `unshare` has started is the first process in there: with it all of them end. */
function killPod({ pid }: ChildProcess): void {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
  process.kill(Number(children.trim().split(' ')[0]), 'SIGKILL');
}

async function ended(child: ChildProcess): Promise<Ended> {
  if (child.stdout === null || child.stderr === null) throw new Error('no output');
  const [stdout, stderr] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { code: child.exitCode, stdout, stderr };
}

describe.skipIf(!canPod)(
  `the built command as the CronJob starts it${leftOut(canPod, 'for root, with namespaces')}`,
  () => {
    let clinic: Clinic;
    beforeAll(async () => {
      // The file is on its way, and asked for again by the certificate that asked.
      const rules = oldStaysAccepted;
      clinic = await openClinic({ clients: 1, faults: [{ name: 'get-never', count: 1 }], rules });
    }, 120_000);
    afterAll(() => clinic.close());

    /** The volumes of the pod, each a folder here, and the program as the image has it. */
    function volumes(): Readonly<Record<string, string>> {
      const pod = path.join(clinic.folder, 'pod');
      const all = mountsOf(podOf(cronJob)).map(({ mountPath }) => mountPath);
      return Object.fromEntries(all.map((mount) => [mount, path.join(pod, mount.slice(1))]));
    }

    /** A path in the pod as the path that it has here. */
    function here(inside: string): string {
      const mount = Object.keys(volumes()).find(
        (one) => inside === one || inside.startsWith(`${one}/`),
      );
      return mount === undefined
        ? inside
        : `${volumes()[mount] ?? ''}${inside.slice(mount.length)}`;
    }

    /** Host name, processes and mounts of its own; nothing can be written but to the volumes. */
    function startPod(args?: readonly string[]): ChildProcess {
      const pod = podOf(cronJob);
      const [container] = pod.containers;
      const { runAsUser = 0, runAsGroup = 0 } = pod.securityContext;
      const variables = (container?.env ?? []).map(({ name, value }) => `${name}=${here(value)}`);
      const binds = Object.values(volumes()).map(
        (folder) => `mount --bind '${folder}' '${folder}'`,
      );
      const script = [
        'set -e',
        // Both pods have the same one; what lies on the volume tells them apart.
        `hostname '${pod.hostname}'`,
        'mount --make-rprivate /',
        ...binds,
        'mount -o remount,bind,ro /',
        'mount -t proc proc /proc',
        `exec setpriv --reuid=${runAsUser} --regid=${runAsGroup} --clear-groups --no-new-privs --bounding-set=-all "$@"`,
      ].join('\n');
      const command = [process.execPath, path.join(clinic.folder, 'image/main.js')];
      return spawn(
        'unshare',
        [
          ...[
            '--mount',
            '--uts',
            '--pid',
            '--fork',
            '--kill-child=KILL',
            'sh',
            '-c',
            script,
            'pod',
          ],
          ...['env', '-i', 'PATH=/usr/local/bin:/usr/bin:/bin', ...variables],
          ...[...command, ...(args ?? container?.args ?? [])],
        ],
        { stdio: ['ignore', 'pipe', 'pipe'] },
      );
    }

    const posts = (): number =>
      clinic.simulator.requests.filter(({ method }) => method === 'POST').length;

    test('one is killed with the download under way, the next one goes on at once', async () => {
      chmodSync(clinic.folder, 0o755);
      cpSync(program, path.join(clinic.folder, 'image'), { recursive: true });
      for (const folder of Object.values(volumes())) {
        mkdirSync(folder, { recursive: true });
        chmodSync(folder, 0o770);
        chownSync(folder, 10_001, 10_001);
      }
      const home = here('/data/home');
      mkdirSync(home, { mode: 0o700 });
      const config = path.join(home, 'config.json');
      const ca = path.join(home, 'ca.pem');
      cpSync(clinic.simulator.caFile ?? '', ca);
      const { api, weborca } = clinic.simulator;
      const services = { production: { api, weborca, ca } };
      const publish = here('/status');
      writeFileSync(config, JSON.stringify({ services, publish }), { mode: 0o600 });
      for (const one of [home, config, ca]) chownSync(one, 10_001, 10_001);
      for (const file of [clinic.p12(0), clinic.passwordFile(0)]) {
        cpSync(file, path.join(here('/tmp'), path.basename(file)));
        chownSync(path.join(here('/tmp'), path.basename(file)), 10_001, 10_001);
      }
      const added = await ended(
        startPod([
          'add',
          path.join(here('/tmp'), path.basename(clinic.p12(0))),
          ...['--password-file', path.join(here('/tmp'), path.basename(clinic.passwordFile(0)))],
          ...['--name', 'clinic-a', '--no-in-place', '--backup', here('/backups')],
        ]),
      );
      expect(added).toMatchObject({ code: 0 });

      const owner = startPod();
      const end = ended(owner);
      await vi.waitFor(
        () => {
          expect(clinic.simulator.requests.some(({ method }) => method === 'GET')).toBe(true);
        },
        { timeout: 60_000, interval: 20 },
      );
      killPod(owner);
      await end;
      const locks = readdirSync(path.join(home, 'store', '.locks'), { recursive: true });
      expect(locks.some((name) => String(name).endsWith('.lock'))).toBe(true);
      expect(posts()).toBe(1);

      const heir = await ended(startPod(['renew', '--all', '--scheduled', '--json']));
      expect(heir.stderr).not.toContain('locked');
      const answer: unknown = JSON.parse(heir.stdout);
      // Given out once, the file that was on its way is gone, and another is asked for.
      const isGone = isUnder('downloads=once');
      const outcome = isGone ? 'renewed' : 'resumed';
      expect(answer).toMatchObject({
        results: [{ name: 'clinic-a', outcome, verified: true, backups: [{ ok: true }] }],
      });
      expect(heir.code).toBe(0);
      // By the name of the machine, which no pod changes.
      expect(readdirSync(publish)).toEqual([
        expect.stringMatching(/^weborca-cert-[0-9a-f]{8}\.weborca-cert\.json$/),
      ]);
      expect(posts()).toBe(isGone ? 2 : 1);
    }, 300_000);
  },
);
