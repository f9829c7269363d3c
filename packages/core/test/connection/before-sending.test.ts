import { expect, test } from 'vitest';
import { connect } from '../../src/connection/connect.ts';
import { answerOf, failureOf, get, post } from './support/calls.ts';
import { cleanup } from './support/cleanup.ts';
import { mutualServer } from './support/servers.ts';
import { sharedWorld } from './support/shared-world.ts';

const world = sharedWorld();
const opened = cleanup();

function to(origin: URL) {
  const { identity, root } = world();
  return opened(connect({ origin, identity, ca: root.cert, proxy: null }));
}

test('the last look is taken before anything of the request leaves', async () => {
  const server = opened(await mutualServer(world()));
  const seen: number[] = [];
  const beforeSending = async (): Promise<void> => void seen.push(server.received.length);
  answerOf(await to(server.url).call({ ...post(server.url), beforeSending }));
  expect(seen).toEqual([0]);
  expect(server.received).toHaveLength(1);
});

test('also on a connection that is open already', async () => {
  const server = opened(await mutualServer(world()));
  const connection = to(server.url);
  answerOf(await connection.call(get(server.url)));
  const seen: number[] = [];
  const beforeSending = async (): Promise<void> => void seen.push(server.received.length);
  answerOf(await connection.call({ ...post(server.url), beforeSending }));
  expect(seen).toEqual([1]);
});

test('when it throws, nothing leaves, and the same comes back', async () => {
  const server = opened(await mutualServer(world()));
  const connection = to(server.url);
  const lost = new Error('lost');
  const beforeSending = (): Promise<void> => Promise.reject(lost);
  await expect(connection.call({ ...post(server.url), beforeSending })).rejects.toBe(lost);
  expect(server.received).toEqual([]);
  answerOf(await connection.call(post(server.url)));
  expect(server.received).toHaveLength(1);
});

test('a call whose time is over while it looks certainly never left', async () => {
  const server = opened(await mutualServer(world()));
  const timeoutMs = 200;
  const { promise: asleep, resolve: wake } = Promise.withResolvers<void>();
  const call = { ...post(server.url), timeoutMs, beforeSending: () => asleep };
  const exchange = await to(server.url).call(call);
  wake();
  expect(failureOf(exchange)).toEqual(['service-unreachable', 'timeout', false]);
  expect(server.received).toEqual([]);
});
