import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { renameSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import type { Connect } from '@weborca-cert/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  hookedFileSystem,
  isChange,
  type FileOperation,
} from '../../../core/test/support/file-operations.ts';
import { sweepingWithin, sweepOf } from '../../../core/test/support/sweep.ts';
import { mainFile } from '../support/cli.ts';
import { openProcessClinic, type Place, type ProcessClinic } from './support/process-clinic.ts';
import { answers, expectFinished, expectPromise, journalStep, storeOf } from './support/promise.ts';
import { disk, renewHere } from './support/recorded.ts';
import { linuxOnly } from '../../../core/test/support/left-out.ts';

let clinic: ProcessClinic;

beforeAll(async () => {
  clinic = await openProcessClinic(1);
}, 240_000);

afterAll(async () => clinic.close());

function fresh(): Place {
  const [place] = clinic.places;
  if (place === undefined) throw new Error('no place');
  place.reset();
  return place;
}

/** From the moment on at which the request goes out, or its answer is here. */
function when(moment: 'before' | 'after', happens: () => void): (connect: Connect) => Connect {
  return (connect) => (target) => {
    const connection = connect(target);
    return {
      ...connection,
      async call(call, signal) {
        const post = call.method === 'POST';
        if (post && moment === 'before') happens();
        const exchange = await connection.call(call, signal);
        if (post && moment === 'after') happens();
        return exchange;
      },
    };
  };
}

/** Takes neither a handle nor disk; or is written through the handle that is open, where it has room. */
function needsNothing({ kind, path: at }: FileOperation): boolean {
  if (['status', 'rename', 'removeFile', 'removeDirectory'].includes(kind)) return true;
  const isAnswer = path.basename(path.dirname(at)) === 'answers';
  return isAnswer && (kind === 'overwrite' || kind === 'syncFile');
}

/** Nothing can be opened any more; what is open, or needs no handle, still works. */
function withoutHandles(): {
  readonly files: typeof disk;
  readonly none: (now: boolean) => void;
} {
  let none = false;
  const files = hookedFileSystem(disk, {
    before(operation) {
      if (!none || needsNothing(operation)) return;
      throw Object.assign(new Error('by test'), { code: 'EMFILE', path: operation.path });
    },
  });
  return { files, none: (now) => void (none = now) };
}

describe('no file handle is left', () => {
  test('when the answer comes: it is kept, and the next run goes on with it', async () => {
    const place = fresh();
    const { files, none } = withoutHandles();
    const result = await renewHere(place, { files, around: when('after', () => none(true)) });
    expect(result.outcome).toBe('failed');
    expect(result.error?.code).toBe('destination-not-writable');
    const [issued] = place.issued();
    expect(journalStep(place)).toBe('issued');
    await expectPromise(place, [issued?.pass ?? '']);
    expect(await renewHere(place)).toMatchObject({ outcome: 'resumed' });
    expect(place.posts()).toBe(1);
    await expectFinished(place, issued?.fingerprint ?? 'none');
  });

  test.each(['EMFILE', 'ENOSPC'])(
    'before the request leaves, whatever fails with %s: nothing is called unknown',
    { timeout: sweepingWithin(600_000) },
    async (code) => {
      const told: string[] = [];
      const sweep = sweepOf(`before the request ${code}`, 3);
      process.stdout.write(`before the request, ${code}: ${sweep.told}\n`);
      for (let n = 1; ; n += 1) {
        if (!sweep.takes(n)) continue;
        const place = fresh();
        let count = 0;
        let sent = false;
        const files = hookedFileSystem(disk, {
          before(operation) {
            if (sent || !isChange(operation) || needsNothing(operation)) return;
            count += 1;
            // From then on until the process ends: also what would take back what was begun.
            if (count < n || !operation.path.startsWith(place.home)) return;
            throw Object.assign(new Error('by test'), { code, path: operation.path });
          },
        });
        const around = when('after', () => {
          sent = place.posts() > 0;
        });
        const { error } = await renewHere(place, { files, around });
        if (place.posts() > 0) break;
        told.push(error?.code ?? 'none');
        expect([n, journalStep(place)]).not.toEqual([n, 'requested']);
        expect([n, await renewHere(place)]).toEqual([
          n,
          expect.objectContaining({ outcome: 'renewed' }),
        ]);
        expect(answers(place)).toEqual([]);
      }
      expect(told.length).toBeGreaterThan(1);
      expect(new Set(told)).toEqual(new Set(['destination-not-writable']));
    },
  );

  test('where the connection cannot be opened: it certainly never left', async () => {
    const place = fresh();
    const { files, none } = withoutHandles();
    const refusing =
      (connect: Connect): Connect =>
      (target) => ({
        ...connect(target),
        async call() {
          none(true);
          throw Object.assign(new Error('by test'), { code: 'EMFILE' });
        },
      });
    expect(await renewHere(place, { files, around: refusing })).toMatchObject({
      outcome: 'failed',
      error: { code: 'destination-not-writable' },
    });
    expect(await renewHere(place)).toMatchObject({ outcome: 'renewed' });
    expect(place.posts()).toBe(1);
  });
});

/** The command as people run it, with so many file handles at most. */
async function runWith(place: Place, handles: number): Promise<number | null> {
  const program = 'ulimit -n "$0"; exec "$@"';
  const renew = [process.execPath, mainFile, 'renew', place.name, '--json'];
  const child = spawn('/bin/sh', ['-c', program, String(handles), ...renew], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], WEBORCA_CERT_HOME: place.home },
  });
  await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return child.exitCode;
}

test.skipIf(process.platform !== 'linux')(
  `with any number of file handles that Node itself can live with: at most one request, no answer is lost${linuxOnly}`,
  { timeout: sweepingWithin(600_000) },
  async () => {
    // How many the renewal needs, and how many Node, differs: those between the two are tried.
    const sweep = sweepOf('few file handles', 3);
    process.stdout.write(`few file handles: ${sweep.told}\n`);
    for (let handles = 48; handles > 12; handles -= 1) {
      if (!sweep.takes(handles)) continue;
      const place = fresh();
      const code = await runWith(place, handles);
      if (code === 0) continue;
      const sent = place.posts();
      await expectPromise(
        place,
        place.issued().map(({ pass }) => pass),
      );
      const next = await renewHere(place);
      expect([handles, sent, next.error?.code ?? next.outcome]).toEqual([
        handles,
        sent,
        expect.stringMatching(sent === 0 ? /^renewed$/ : /^(?:resumed|not-due)$/),
      ]);
      expect(place.posts()).toBe(1);
      await expectFinished(place, place.issued()[0]?.fingerprint ?? 'none');
      // Node does not start with fewer.
      if (code !== 1) break;
    }
  },
);

describe('a journal as version 0.1.0 wrote it', () => {
  const blanks = ' '.repeat(128 * 1024);

  /** Into the folder itself: no file for the answer beside it. */
  async function asBefore(answer: 'none' | 'issued'): Promise<Place> {
    const place = fresh();
    const stop = new Error('by test');
    await renewHere(place, {
      around: (connect) => (target) => ({
        ...connect(target),
        async call(call, signal) {
          const exchange = await connect(target).call(call, signal);
          if (call.method === 'GET') throw stop;
          return exchange;
        },
      }),
    });
    const journal = path.join(storeOf(place), 'journal');
    const at = (name: string): string => path.join(journal, name);
    const requested: Record<string, unknown> = JSON.parse(
      readFileSync(at('requested.json'), 'utf8'),
    );
    delete requested['answer'];
    const issued: Record<string, unknown> = JSON.parse(readFileSync(at('issued.json'), 'utf8'));
    const { at: when_, uri, pass } = issued;
    rmSync(path.join(storeOf(place), 'answers'), { recursive: true });
    renameSync(journal, `${journal}.new`);
    mkdirSync(journal, { mode: 0o700 });
    writeFileSync(at('requested.json'), JSON.stringify(requested, null, 2), { mode: 0o600 });
    writeFileSync(
      at('issued.json'),
      answer === 'none' ? blanks : JSON.stringify({ at: when_, uri, pass }),
      { mode: 0o600 },
    );
    writeFileSync(at('reserve'), Buffer.alloc(1024), { mode: 0o600 });
    rmSync(`${journal}.new`, { recursive: true });
    return place;
  }

  test('at issued is gone on with', async () => {
    const place = await asBefore('issued');
    expect(await renewHere(place)).toMatchObject({ outcome: 'resumed' });
    expect(place.posts()).toBe(1);
    await expectFinished(place, place.issued()[0]?.fingerprint ?? 'none');
  });

  test('at requested says that one may have left, and an hour later another one leaves', async () => {
    const place = await asBefore('none');
    expect(await renewHere(place)).toMatchObject({ error: { code: 'outcome-unknown' } });
    expect(place.posts()).toBe(1);
    expect(await renewHere(place, { aheadMs: 3_660_000 })).toMatchObject({ outcome: 'renewed' });
    expect(place.posts()).toBe(2);
    const kept = path.join(storeOf(place), 'abandoned');
    const [folder = ''] = readdirSync(kept);
    expect(readdirSync(path.join(kept, folder)).toSorted()).toEqual([
      'issued.json',
      'requested.json',
    ]);
  });
});
