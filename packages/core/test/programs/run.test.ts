import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { maxOutputBytes, runProgram } from '../../src/programs/run.ts';
import { onWindows, unixOnly } from '../support/left-out.ts';
import { temporaryFolder } from '../support/temp-folder.ts';

const node = process.execPath;
const script = (code: string, ...more: readonly string[]) => ({
  program: node,
  args: ['--eval', code, ...more],
});

describe('a program that runs to its end', () => {
  test('gives exit code and both outputs, and takes standard input', async () => {
    const code = `process.stdin.on('data', (data) => process.stdout.write(data));
      process.stderr.write('注意'); process.exitCode = 3;`;
    expect(await runProgram({ ...script(code), stdin: 'ひみつ' })).toEqual({
      exitCode: 3,
      signal: null,
      stdout: 'ひみつ',
      stderr: '注意',
    });
  });

  test('gets its arguments as they are: no shell looks at them', async () => {
    const args = ['$HOME', '`id`', 'a b', '"', "'", '*', '; exit 7', ''];
    const code = 'process.stdout.write(JSON.stringify(process.argv.slice(1)))';
    const result = await runProgram(script(code, '--', ...args));
    expect(JSON.parse(result.stdout)).toEqual(args);
  });

  test('may end without reading its input', async () => {
    const result = await runProgram({
      ...script('process.exit(0)'),
      stdin: 'x'.repeat(4 * 1024 * 1024),
    });
    expect(result.exitCode).toBe(0);
  });

  test('stands in a neutral folder, or in the one that was asked for', async () => {
    const code = 'process.stdout.write(process.cwd())';
    const neutral = onWindows ? process.env['SystemRoot'] : '/';
    expect((await runProgram(script(code))).stdout).toBe(neutral);
    const cwd = await temporaryFolder();
    expect((await runProgram({ ...script(code), cwd })).stdout).toBe(cwd);
    await expect(runProgram({ ...script(code), cwd: join(cwd, 'none') })).rejects.toMatchObject({
      code: 'file-not-found',
    });
  });

  test('keeps the beginning of an endless output, and reads the rest', async () => {
    const code = `const line = 'x'.repeat(1023) + '\\n';
      for (let i = 0; i < 4096; i++) process.stdout.write(line);
      process.on('exit', () => process.stderr.write('end'));`;
    const result = await runProgram(script(code));
    expect(result.stdout).toHaveLength(maxOutputBytes);
    expect(result).toMatchObject({ exitCode: 0, stderr: 'end' });
  });

  test('is not waited for because of what it left running', async () => {
    const code = `const { spawn } = require('node:child_process');
      const child = spawn(process.execPath, ['--eval', 'setTimeout(() => {}, 60000)'],
        { stdio: 'inherit', detached: true });
      process.stdout.write(String(child.pid)); child.unref();`;
    const result = await runProgram({ ...script(code), timeoutMs: 30_000 });
    process.kill(Number(result.stdout), 'SIGKILL');
    expect(result).toMatchObject({ exitCode: 0 });
    expect(result.timedOut).toBeUndefined();
  });
});

describe('a window for a person', () => {
  test('is started and left alone: neither waited for nor killed', async () => {
    const file = join(await temporaryFolder(), 'pid');
    const code = `require('node:fs').writeFileSync(process.argv[1], String(process.pid));
      setTimeout(() => {}, 60000);`;
    const call = { ...script(code, file), leaveOpen: true, timeoutMs: 1 };
    expect(await runProgram(call)).toMatchObject({ exitCode: 0, stdout: '' });
    const written = () => readFile(file, 'utf8').catch(() => '');
    await expect.poll(written, { timeout: 10_000 }).toMatch(/^\d+$/);
    process.kill(Number(await written()), 'SIGKILL');
  });

  test('that cannot be started is told', async () => {
    const call = { program: '/nowhere/wizard', args: [], leaveOpen: true };
    await expect(runProgram(call)).rejects.toMatchObject({ code: 'tool-missing' });
  });
});

describe('its environment', () => {
  const code = 'process.stdout.write(JSON.stringify(process.env))';
  const added =
    /^(?:HOMEDRIVE|HOMEPATH|LOGONSERVER|PATH|SYSTEMDRIVE|SYSTEMROOT|TEMP|USERDOMAIN|USERNAME|USERPROFILE|WINDIR)$/i;

  test('is exactly what the call says', async () => {
    const result = await runProgram({ ...script(code), env: { ONLY: 'this' } });
    const { ONLY, ...others } = JSON.parse(result.stdout);
    expect(ONLY).toBe('this');
    // libuv adds what no program of Windows starts without (`required_vars`).
    expect(Object.keys(others).filter((name) => !onWindows || !added.test(name))).toEqual([]);
  });

  test('else is what programs need, and nothing that steers them', async () => {
    process.env['WEBORCA_CERT_TEST_SECRET'] = 'geheim';
    try {
      const { stdout } = await runProgram(script(code));
      expect(stdout).not.toContain('geheim');
      const home = onWindows ? 'USERPROFILE' : 'HOME';
      expect(JSON.parse(stdout)).toMatchObject({ [home]: process.env[home] });
    } finally {
      delete process.env['WEBORCA_CERT_TEST_SECRET'];
    }
  });
});

// With taskkill it is a step of the Windows suite.
describe.skipIf(onWindows)(`a program that does not end${unixOnly}`, () => {
  test('is killed with all it started', async () => {
    const folder = await temporaryFolder();
    const file = join(folder, 'pid');
    const code = 'sleep 1000 & echo $! > "$0"; wait';
    const result = await runProgram({
      program: '/bin/sh',
      args: ['-c', code, file],
      timeoutMs: 1000,
    });
    expect(result).toMatchObject({ exitCode: null, signal: 'SIGKILL', timedOut: true });
    const pid = Number(await readFile(file, 'utf8'));
    await expect.poll(() => isRunning(pid), { timeout: 10_000 }).toBe(false);
  });
});

/** A zombie that nobody has collected yet does not run any more. */
async function isRunning(pid: number): Promise<boolean> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'latin1');
    return !/\) [ZX] /.test(stat);
  } catch {
    return false;
  }
}

describe('tool-missing', () => {
  test('when there is no such program, it is not one, or it has no absolute path', async () => {
    const folder = await temporaryFolder();
    const file = join(folder, 'not-a-program');
    await writeFile(file, 'text', { mode: 0o600 });
    for (const program of [join(folder, 'none'), file, 'node', './node']) {
      await expect(runProgram({ program, args: [] })).rejects.toMatchObject({
        code: 'tool-missing',
        details: { tool: program },
      });
    }
  });
});

describe('without a file handle left', () => {
  const run = JSON.stringify(new URL('../../src/programs/run.ts', import.meta.url).href);
  // The program is loaded before the last handle goes; two are left, too few for its pipes.
  const code = `const { openSync, closeSync } = await import('node:fs');
    const { runProgram } = await import(${run});
    await runProgram({ program: process.execPath, args: ['--version'] });
    const open = [];
    try { for (;;) open.push(openSync('/dev/null')); } catch {}
    for (const one of open.splice(-2)) closeSync(one);
    const said = await runProgram({ program: process.execPath, args: ['--version'] })
      .then(() => 'started', (error) => error.code);
    for (const one of open) closeSync(one);
    console.log(said);`;

  test.skipIf(onWindows)(`is an error to be caught, not the end of us${unixOnly}`, async () => {
    const args = ['-c', 'ulimit -n 64; exec "$@"', 'sh', node, '--input-type=module', '-e', code];
    const { stdout, stderr } = await runProgram({ program: '/bin/sh', args });
    expect({ stdout, stderr }).toEqual({ stdout: 'EMFILE\n', stderr: '' });
  });
});
