import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { haveCounterparts, runProgram } from './e2e/support/counterparts.ts';
import { openClinic, writeConfig, type Clinic } from './support/clinic.ts';

const deploy = resolve(import.meta.dirname, '../../../deploy');
const rules = join(deploy, 'prometheus/weborca-cert.rules.yml');

interface Panel {
  readonly title: string;
  readonly gridPos: {
    readonly x: number;
    readonly y: number;
    readonly w: number;
    readonly h: number;
  };
  readonly targets: readonly { readonly expr: string }[];
}

const dashboard: { readonly panels: readonly Panel[] } = JSON.parse(
  readFileSync(join(deploy, 'grafana/weborca-cert.json'), 'utf8'),
);
const panelExpressions = dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));

/**
 * What a vendor has in a shared folder: a machine that is well, one with a failure, one that has
 * been silent for three days. All of them as the first has published itself.
 */
async function openShared(): Promise<{ readonly clinic: Clinic; readonly shared: string }> {
  const clinic = await openClinic({ clients: 1, daysLeft: 60 });
  const shared = join(clinic.folder, 'shared');
  mkdirSync(shared);
  const { weborca, caFile: ca } = clinic.simulator;
  writeConfig(clinic.home, {
    services: {
      rehearsal: { api: 'https://127.0.0.1:1/api', weborca, site: 'https://site.example/', ca },
    },
    publish: shared,
    support: { name: 'The "desk"', phone: '078-000-0000' },
  });
  await clinic.add('clinic-a');
  await clinic.cli(['renew', '--all', '--scheduled', '--quiet']);
  const [first = ''] = readdirSync(shared);
  const document: Record<string, unknown> = JSON.parse(readFileSync(join(shared, first), 'utf8'));
  const put = (host: string, changed: object): void =>
    writeFileSync(
      join(shared, `${host}-00000000.weborca-cert.json`),
      JSON.stringify({ ...document, ...changed }),
    );
  put('kobe-1', { at: new Date(Date.now() - 3 * 86_400_000) });
  put('nara-1', { at: new Date(Date.now() - 3 * 86_400_000), support: null });
  return { clinic, shared };
}

let clinic: Clinic;
/** What one machine tells of itself, and what it tells of all of them. */
let pages: readonly string[];
beforeAll(async () => {
  const opened = await openShared();
  ({ clinic } = opened);
  const own = await clinic.cli(['metrics']);
  const file = join(clinic.folder, 'fleet.prom');
  await clinic.cli(['metrics', '--from', opened.shared, '--textfile', file]);
  pages = [own.stdout, readFileSync(file, 'utf8')];
}, 120_000);
afterAll(() => clinic.close());

describe.runIf(haveCounterparts('promtool', 'prometheus'))('Prometheus', () => {
  let prometheus: Prometheus;
  beforeAll(async () => {
    prometheus = await startPrometheus(clinic.folder, pages);
  }, 120_000);
  afterAll(() => prometheus.close());

  test('takes the rules, and they alert when they should and not before', () => {
    const checked = runProgram('promtool', ['check', 'rules', rules]);
    expect(checked).toMatchObject({ code: 0 });
    const tests = join(deploy, 'prometheus/weborca-cert.rules.test.yml');
    const { code, stdout, stderr } = runProgram('promtool', ['test', 'rules', tests]);
    expect(`${stdout}${stderr}`).not.toContain('FAILED');
    expect(code).toBe(0);
  });

  test('has a test of each rule', () => {
    const tested = readFileSync(join(deploy, 'prometheus/weborca-cert.rules.test.yml'), 'utf8');
    const alerts = named(readFileSync(rules, 'utf8'), 'alert');
    expect(alerts.size).toBeGreaterThan(8);
    expect(named(tested, 'alertname')).toEqual(alerts);
  });

  test('finds nothing to say about what is written, but that people count in days', () => {
    for (const page of pages) {
      const { stdout, stderr } = runProgram('promtool', ['check', 'metrics'], { input: page });
      expect(`${stdout}${stderr}`).toBe(
        'weborca_cert_days_left use base unit "seconds" instead of "days"\n',
      );
    }
  });

  test('answers what the dashboard asks, from what it has scraped', async () => {
    for (const expression of panelExpressions) {
      // Nothing has been backed up, and nobody uses it.
      const empty = /consumers|last_backup/.test(expression);
      // Where the machine is busy a scrape may be missed, and the next one answers.
      await vi.waitFor(async () => {
        const { status, data } = await prometheus.query(expression);
        expect([expression, status]).toEqual([expression, 'success']);
        expect([expression, data.result.length > 0]).toEqual([expression, !empty]);
      }, patience);
    }
  });

  test('knows whom to call about a machine that is silent', async () => {
    const expression = panelExpressions.find((one) => one.includes('group_left')) ?? '';
    await vi.waitFor(async () => {
      const { data } = await prometheus.query(expression);
      const told = data.result.map(({ metric }) => [metric['source'], metric['support']] as const);
      expect(new Map(told)).toEqual(
        new Map([
          ['kobe-1', 'The "desk"'],
          ['nara-1', undefined],
        ]),
      );
    }, patience);
  });
});

const patience = { timeout: 60_000, interval: 200 };

test('rules and dashboard name only what is written', () => {
  const known = new Set(
    pages.flatMap((page) => [...page.matchAll(/^# TYPE (\S+)/gm)].map(([, name = '']) => name)),
  );
  const asked = new Set(
    [readFileSync(rules, 'utf8'), ...panelExpressions].flatMap(
      (text) => text.match(/weborca_cert_\w+/g) ?? [],
    ),
  );
  expect(asked.size).toBeGreaterThan(6);
  expect([...asked].filter((name) => !known.has(name))).toEqual([]);
});

test('the panels of the dashboard lie beside each other', () => {
  const cells = dashboard.panels.flatMap(({ gridPos: { x, y, w, h } }) =>
    Array.from({ length: w * h }, (_, at) => `${x + (at % w)},${y + Math.floor(at / w)}`),
  );
  expect(new Set(cells).size).toBe(cells.length);
  expect(Math.max(...dashboard.panels.map(({ gridPos: { x, w } }) => x + w))).toBe(24);
});

function named(text: string, key: string): ReadonlySet<string> {
  return new Set(
    [...text.matchAll(new RegExp(`${key}: (\\w+)`, 'g'))].map(([, name = '']) => name),
  );
}

interface Answer {
  readonly status: string;
  readonly data: {
    readonly result: readonly { readonly metric: Readonly<Record<string, string>> }[];
  };
}

interface Prometheus {
  readonly query: (expression: string) => Promise<Answer>;
  readonly close: () => Promise<void>;
}

/** A Prometheus that has scraped each of the pages once. */
async function startPrometheus(folder: string, served: readonly string[]): Promise<Prometheus> {
  const server = createServer((request, response) => {
    const page = served[Number(request.url?.slice(1))] ?? '';
    response.setHeader('content-type', 'text/plain; version=0.0.4');
    response.end(page);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const target = `127.0.0.1:${portOf(server)}`;
  const jobs = served.map((_, index) => ({
    job_name: `page-${index}`,
    scrape_interval: '2s',
    metrics_path: `/${index}`,
    static_configs: [{ targets: [target] }],
  }));
  const config = join(folder, 'prometheus.json.yml');
  writeFileSync(config, JSON.stringify({ rule_files: [rules], scrape_configs: jobs }));
  const child = spawn(
    'prometheus',
    [
      `--config.file=${config}`,
      `--storage.tsdb.path=${join(folder, 'prometheus')}`,
      '--web.listen-address=127.0.0.1:0',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const address = await addressOf(child);
  const query = async (expression: string): Promise<Answer> => {
    const body = new URLSearchParams({ query: expression });
    const answer = await fetch(`http://${address}/api/v1/query`, { method: 'POST', body });
    const answered: Answer = JSON.parse(await answer.text());
    return answered;
  };
  return {
    query,
    async close() {
      child.kill();
      await once(child, 'close');
      server.closeAllConnections();
      server.close();
    },
  };
}

/** It says on standard error where it listens. */
async function addressOf(child: ChildProcess): Promise<string> {
  if (child.stderr === null) throw new Error('no standard error');
  for await (const line of createInterface({ input: child.stderr })) {
    const found = /msg="Listening on" address=(\S+)/.exec(line)?.[1];
    if (found !== undefined) {
      child.stderr.resume();
      return found;
    }
  }
  throw new Error('prometheus does not listen');
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
