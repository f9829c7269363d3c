import { windowsUser } from '../../src/programs/windows-user.ts';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ScheduledTask } from '../../src/schedule/types.ts';
import {
  headlessConsole,
  lastTaskResult,
  quoteArgument,
  readWindowsTask,
  schtasksCalls,
  splitArguments,
  taskName,
  windowlessTwin,
  windowsTaskXml,
  type TaskOptions,
} from '../../src/schedule/windows-task.ts';

const made = new Date('2026-11-22T03:00:00Z');
const task: ScheduledTask = {
  command: [
    String.raw`C:\Program Files\nodejs\node.exe`,
    String.raw`C:\Users\花子\AppData\Roaming\npm\node_modules\weborca-cert\dist\main.js`,
    ...['renew', '--all', '--quiet'],
  ],
  environment: {},
  hour: 10,
  minute: 0,
};

const options: TaskOptions = {
  user: String.raw`CLINIC\花子`,
  made,
  console: String.raw`C:\Windows\System32\conhost.exe`,
  atLogon: true,
};

const textOf = (given: ScheduledTask, more: Partial<TaskOptions> = {}): string =>
  Buffer.from(windowsTaskXml(given, { ...options, ...more })).toString('utf16le');

test('the task: when missed, never twice, with no more rights; UTF-16 with its mark', () => {
  expect(Buffer.from(windowsTaskXml(task, options).subarray(0, 2)).toString('hex')).toBe('fffe');
  expect(textOf(task).slice(1).replaceAll('\r\n', '\n')).toMatchInlineSnapshot(`
    "<?xml version="1.0" encoding="UTF-16"?>
    <Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
    <RegistrationInfo>
    <Date>2026-11-22T03:00:00</Date>
    <Description>Renews WebORCA client certificates (weborca-cert schedule install)</Description>
    </RegistrationInfo>
    <Triggers>
    <LogonTrigger>
    <Enabled>true</Enabled>
    <UserId>CLINIC\\花子</UserId>
    <Delay>PT10M</Delay>
    </LogonTrigger>
    <CalendarTrigger>
    <StartBoundary>2026-11-22T10:00:00</StartBoundary>
    <Enabled>true</Enabled>
    <RandomDelay>PT120M</RandomDelay>
    <ScheduleByDay><DaysInterval>1</DaysInterval></ScheduleByDay>
    </CalendarTrigger>
    </Triggers>
    <Principals><Principal id="Author">
    <UserId>CLINIC\\花子</UserId>
    <LogonType>InteractiveToken</LogonType>
    <RunLevel>LeastPrivilege</RunLevel>
    </Principal></Principals>
    <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <StartWhenAvailable>true</StartWhenAvailable>
    <ExecutionTimeLimit>PT4H</ExecutionTimeLimit>
    </Settings>
    <Actions Context="Author"><Exec>
    <Command>C:\\Windows\\System32\\conhost.exe</Command>
    <Arguments>--headless &quot;C:\\Program Files\\nodejs\\node.exe&quot; C:\\Users\\花子\\AppData\\Roaming\\npm\\node_modules\\weborca-cert\\dist\\main.js renew --all --quiet</Arguments>
    <WorkingDirectory>C:\\Program Files\\nodejs</WorkingDirectory>
    </Exec></Actions>
    </Task>
    "
  `);
});

test('what was written is read back', () => {
  const text = fc.string({ unit: 'grapheme' }).filter((value) => !/\p{Cc}/u.test(value));
  const path = text.map((name) => `C:\\${name || 'x'}.exe`);
  fc.assert(
    fc.property(path, fc.array(text), fc.boolean(), (program, args, seen) => {
      const command = [program, ...args];
      const more = seen ? { console: null, atLogon: false } : {};
      expect(readWindowsTask(textOf({ ...task, command }, more))).toEqual({
        command,
        environment: {},
        user: String.raw`CLINIC\花子`,
      });
    }),
  );
  expect(readWindowsTask('<Task></Task>')).toBeNull();
});

// The option of conhost.exe: microsoft/terminal, src/host/ConsoleArguments.cpp (HEADLESS_ARG). The
// build: "Windows Command-Line: Introducing the Windows Pseudo Console (ConPTY)".
test('no window opens on the desktop, where this Windows can run without one', () => {
  const env = { SystemRoot: String.raw`D:\Windows` };
  const conhost = String.raw`D:\Windows\System32\conhost.exe`;
  expect(headlessConsole(env, '10.0.26100', task.command)).toBe(conhost);
  expect(headlessConsole(env, '10.0.17763', task.command)).toBe(conhost);
  expect(headlessConsole(env, '10.0.14393', task.command)).toBeNull();
  expect(headlessConsole(env, '6.3.9600', task.command)).toBeNull();
  const old = textOf(task, { console: null });
  expect(old).toContain(String.raw`<Command>C:\Program Files\nodejs\node.exe</Command>`);
});

test('the single executable of the zip is started itself, by its twin without a console', () => {
  const twin = windowlessTwin(String.raw`C:\Users\花子\AppData\Local\Programs\w\weborca-cert.exe`);
  const command = [twin, 'renew', '--all', '--quiet', '--scheduled'];
  const console = headlessConsole({}, '10.0.26100', command);
  expect(console).toBeNull();
  const xml = textOf({ ...task, command }, { console });
  expect(readWindowsTask(xml)?.command).toEqual(command);
  expect(xml).toContain(
    String.raw`<Command>C:\Users\花子\AppData\Local\Programs\w\weborca-certw.exe</Command>`,
  );
});

test.each([
  ['plain', 'plain'],
  ['', '""'],
  [String.raw`C:\a b\ `.trim(), String.raw`"C:\a b\\"`],
  ['say "hi"', String.raw`"say \"hi\""`],
  [String.raw`a\\"b`, String.raw`"a\\\\\"b"`],
])('%j is written as CommandLineToArgvW reads it', (argument, written) => {
  expect(quoteArgument(argument)).toBe(written);
  expect(splitArguments(`x ${written} y`)).toEqual(['x', argument, 'y']);
});

test('schtasks by its absolute path, the task by file, one for each user', () => {
  const env = { SystemRoot: String.raw`D:\Windows`, USERNAME: 'hanako', USERDOMAIN: 'CLINIC' };
  const calls = schtasksCalls(env);
  const program = String.raw`D:\Windows\System32\schtasks.exe`;
  const name = 'weborca-cert hanako';
  expect(calls.create(String.raw`C:\t.xml`)).toEqual({
    program,
    args: ['/Create', '/TN', name, '/XML', String.raw`C:\t.xml`, '/F'],
  });
  expect(calls.remove).toEqual({ program, args: ['/Delete', '/TN', name, '/F'] });
  expect(calls.queryXml.args).toEqual(['/Query', '/TN', name, '/XML']);
  expect(windowsUser(env)).toBe(String.raw`CLINIC\hanako`);
  expect(taskName({ USERNAME: String.raw`a\b:c` })).toBe('weborca-cert a_b_c');
});

test.each([
  ['0', 0],
  ['1', 1],
  ['-2147024894', -2_147_024_894],
  ['267011', null],
  ['267009', null],
  ['N/A', null],
])('the last result %s', (result, expected) => {
  const line = `"PC1","\\weborca-cert hanako","2026/11/23 10:00:00","準備完了","対話型のみ","2026/11/22 10:12:00","${result}","花子","node.exe ""x"""`;
  expect(lastTaskResult(`\r\n${line}\r\n`)).toBe(expected);
});
