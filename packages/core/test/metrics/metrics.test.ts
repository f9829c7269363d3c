import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { escapeLabel, metricsLines } from '../../src/metrics/text.ts';
import { metrics, writeMetrics } from '../../src/porcelain/metrics.ts';
import { clinic, inDays, noon } from '../support/clinic.ts';

async function twoCertificates() {
  const place = await clinic();
  await place.configure({ 'clinic-a': {}, 本院: {} });
  await place.store('clinic-a', { notAfter: inDays(45) });
  return place;
}

test('tells instants, days, states and the last run', async () => {
  const place = await twoCertificates();
  const run = { schemaVersion: 1, at: noon, by: 'x', certificates: 2, renewed: 1, failed: 1 };
  await writeFile(place.at('own', 'last-run.json'), JSON.stringify(run));
  const text = await metrics(place.context, []);
  const labels = '{name="clinic-a",service="production",common_name="client001"}';
  const seconds = inDays(45).getTime() / 1000;
  expect(text).toContain(`weborca_cert_not_after_timestamp_seconds${labels} ${seconds}\n`);
  expect(text).toContain(`weborca_cert_days_left${labels} 45\n`);
  expect(text).toContain(
    'weborca_cert_state{name="clinic-a",service="production",state="due"} 1\n',
  );
  expect(text).toContain('state{name="本院",service="production",state="unreadable"} 1\n');
  expect(text).toContain(`weborca_cert_last_run_timestamp_seconds ${noon.getTime() / 1000}\n`);
  expect(text).toContain('weborca_cert_last_run_certificates{outcome="failed"} 1\n');
});

test('every line is of the exposition format, every name is declared once, ends in a line feed', async () => {
  const place = await twoCertificates();
  const text = await metrics(place.context, []);
  const sample = /^weborca_cert_[a-z_]+(?:\{(?:[a-z_]+="(?:[^"\\\n]|\\["\\n])*",?)*\})? -?\d+$/;
  const declared = /^# (?:HELP weborca_cert_[a-z_]+ .+|TYPE weborca_cert_[a-z_]+ gauge)$/;
  for (const line of text.slice(0, -1).split('\n')) {
    expect(sample.test(line) || declared.test(line) ? '' : line).toBe('');
  }
  const names = [...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(text.endsWith('\n')).toBe(true);
});

test('a label comes back from its escaped form', () => {
  fc.assert(
    fc.property(fc.string(), (value) => {
      const escaped = escapeLabel(value);
      expect(escaped).not.toMatch(/\n|(?<!\\)(?:\\\\)*"/);
      const back = escaped.replaceAll(/\\(.)/g, (_, sign: string) => (sign === 'n' ? '\n' : sign));
      expect(back).toBe(value);
    }),
  );
});

test('nothing under care is a valid text too', () => {
  expect([...metricsLines({ at: noon, certificates: [], lastRun: null })].join('')).toContain(
    '# TYPE',
  );
});

test('the file is replaced whole, readable by all, with nothing left beside it', async () => {
  const place = await twoCertificates();
  const folder = place.at('textfile');
  await mkdir(folder);
  const file = place.at('textfile', 'weborca.prom');
  await writeFile(file, 'old');
  await chmod(file, 0o600);
  expect(await writeMetrics(place.context, [], { file })).toBe(file);
  expect(await readFile(file, 'utf8')).toBe(await metrics(place.context, []));
  expect((await stat(file)).mode & 0o777).toBe(0o644);
  expect(await readdir(folder)).toEqual(['weborca.prom']);
});

test('a folder that is not there is told', async () => {
  const place = await twoCertificates();
  const file = place.at('nowhere', 'weborca.prom');
  await expect(writeMetrics(place.context, [], { file })).rejects.toMatchObject({
    code: 'destination-not-writable',
    details: { path: file, reason: 'missing' },
  });
});
