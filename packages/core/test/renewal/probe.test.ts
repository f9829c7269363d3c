import { mkdir, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import type { ProgressEvent } from '../../src/events.ts';
import { renew } from '../../src/porcelain/renew.ts';
import { kept, useCertificates } from '../porcelain/support/kept.ts';

const certificates = useCertificates();

test('tells the places that will be written: neither a program that follows nor a person is one', async () => {
  const consumers = [
    { kind: 'pkcs12', path: '~/certs/client.p12' },
    { kind: 'command', run: ['/bin/true'] },
    { kind: 'manual', label: 'reception' },
  ];
  const { at, context, configure } = await kept(certificates(), {}, ['renewed']);
  const production = { api: 'https://127.0.0.1:9/api', weborca: null };
  await configure({ 'clinic-a': { consumers } }, { services: { production } });
  await mkdir(at('certs'));
  await writeFile(at('certs', 'client.p12'), certificates().renewed.p12);
  const told: ProgressEvent[] = [];
  const observing = { ...context, observe: (event: ProgressEvent) => void told.push(event) };
  await renew(observing, ['clinic-a'], { force: true, dryRun: true });
  expect(told).toContainEqual(
    expect.objectContaining({
      kind: 'done',
      step: 'probe',
      facts: expect.objectContaining({ consumers: ['pkcs12'], backups: [] }),
    }),
  );
});
