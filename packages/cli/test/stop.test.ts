import { afterEach, expect, test } from 'vitest';
import { listenForStop } from '../src/stop.ts';

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

function listening(platform: NodeJS.Platform): () => AbortSignal {
  const { signal, end } = listenForStop(() => undefined, platform);
  ends.push(end);
  return () => signal;
}

test.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK'] as const)(
  'on Windows %s asks the work to stop: a console that is closed, Ctrl-Break',
  (name) => {
    const before = process.listenerCount(name);
    const signal = listening('win32');
    process.emit(name);
    expect(signal().aborted).toBe(true);
    expect(signal().reason).toMatchObject({ code: 'interrupted' });
    for (const end of ends.splice(0)) end();
    expect(process.listenerCount(name)).toBe(before);
  },
);

test('elsewhere SIGHUP is left to the system, and to nohup', () => {
  const before = process.listenerCount('SIGHUP');
  listening('linux');
  expect(process.listenerCount('SIGHUP')).toBe(before);
});
