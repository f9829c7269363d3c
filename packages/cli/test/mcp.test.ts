import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openClinic, type Clinic } from './support/clinic.ts';
import { cleanEnvironment, mainFile } from './support/cli.ts';

let clinic: Clinic;
let client: Client;
/** Where a person has said that names may be told. */
let telling: Client;
beforeAll(async () => {
  clinic = await openClinic();
  await clinic.add('clinic-a', 0, ['--in-place', '--backup', join(clinic.folder, 'backup')]);
  await clinic.cli(['backup']);
  client = await connect([]);
  telling = await connect(['--names']);
});

async function connect(flags: readonly string[]): Promise<Client> {
  const env = Object.entries(cleanEnvironment(clinic)).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, value] as const],
  );
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [mainFile, 'mcp', ...flags],
    env: Object.fromEntries(env),
    cwd: '/',
  });
  const connected = new Client({ name: 'test', version: '1' });
  await connected.connect(transport);
  return connected;
}

afterAll(async () => {
  await client.close();
  await telling.close();
  await clinic.close();
});

async function call(
  args: Record<string, unknown>,
  asked = client,
): Promise<{ isError: unknown; answer: unknown }> {
  const { content, isError } = await asked.callTool({
    name: 'get_certificate_status',
    arguments: args,
  });
  const [first] = Array.isArray(content) ? content : [];
  return { isError, answer: JSON.parse(first.text) };
}

test('there is one tool, and it only reads', async () => {
  const { tools } = await client.listTools();
  expect(tools).toMatchObject([
    { name: 'get_certificate_status', annotations: { readOnlyHint: true } },
  ]);
});

test('it tells the status, and nothing secret', async () => {
  const told = await call({});
  expect(told).toMatchObject({
    isError: false,
    answer: { certificates: [{ commonName: 'client001', state: 'due', daysLeft: 45 }] },
  });
  // Names are clinics' names.
  expect(JSON.stringify(told)).not.toContain('clinic-a');
  expect(JSON.stringify(told)).not.toContain(clinic.password(0));
  // Whoever asks hands it on to a model somewhere.
  expect(JSON.stringify(told)).not.toContain(clinic.folder);
});

test('names are told where a person has said so', async () => {
  expect(await call({}, telling)).toMatchObject({
    answer: { certificates: [{ name: 'clinic-a', commonName: 'client001' }] },
  });
});

test('a name that is not known is an answer, not the end', async () => {
  expect(await call({ names: ['nonsense'] })).toMatchObject({
    isError: true,
    answer: { error: { code: 'name-unknown' } },
  });
  expect(await call({ names: ['clinic-a'] })).toMatchObject({ isError: false });
});
