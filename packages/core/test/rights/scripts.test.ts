import { describe, expect, it } from 'vitest';
import { elevate, elevateCall } from '../../src/rights/elevate.ts';
import { grantScript, takeBackScript, type Rights } from '../../src/rights/rights-script.ts';
import { servicesCall, servicesIn } from '../../src/rights/service-of.ts';

const folder = String.raw`C:\Program Files (x86)\push-exchanger`;
const rights: Rights = {
  sid: 'S-1-5-21-1-2-3-1001',
  files: [`${folder}\\client.crt`, `${folder}\\院長’s.pem`],
  service: 'push-exchanger',
};

const env = { SystemRoot: String.raw`C:\Windows` };

/** What the script on standard input says of a text, which goes there as Base64. */
function textsIn(stdin: unknown): readonly string[] {
  return [...String(stdin).matchAll(/FromBase64String\('([^']*)'\)/g)].map(([, base64 = '']) =>
    Buffer.from(base64, 'base64').toString('utf8'),
  );
}

const line = (name: string): string => `service ${Buffer.from(name).toString('base64')}\r\n`;

const notStarted = () => Promise.reject(new Error('started'));

/** The fixed part and what is asked of it, both as they run. */
function calls(script: string): readonly string[] {
  const at = script.lastIndexOf(';$back=');
  return script.slice(at + 1, -1).split(/;(?=\$sid|file |service )/);
}

describe('the script that grants rights', () => {
  it('is given this user, these files and this service, and nothing else', () => {
    expect(calls(grantScript(rights))).toEqual([
      '$back=$false',
      `$sid='S-1-5-21-1-2-3-1001'`,
      `file '${folder}\\client.crt'`,
      // Every kind of single quote ends a text of PowerShell's.
      `file '${folder}\\院長’’s.pem'`,
      `service 'push-exchanger'`,
    ]);
    expect(calls(takeBackScript([rights, { ...rights, files: [], service: null }]))).toEqual([
      '$back=$true',
      ...calls(grantScript(rights)).slice(1),
      `$sid='S-1-5-21-1-2-3-1001'`,
    ]);
  });

  it('lets icacls and sc give the least: read and write, start and stop', () => {
    const script = grantScript(rights);
    expect(script).toContain(
      String.raw`& ($sys+'\icacls.exe') $p '/grant' ('*'+$sid+':(R,W)') '/L'`,
    );
    expect(script).toContain(String.raw`& ($sys+'\icacls.exe') $p '/remove:g' ('*'+$sid) '/L'`);
    expect(script).toContain(`CommonAce('None','AccessAllowed',48,$id,$false,$null)`);
    expect(script).toContain(String.raw`& ($sys+'\sc.exe') 'sdset' $n $t`);
    // Neither a settings file nor a folder has a word in it.
    expect(script).not.toMatch(/\.ya?ml|:\(OI\)|\(F\)|\(M\)/i);
  });

  it('looks below Program Files alone, at no link, and only at PEM', () => {
    const script = grantScript(rights);
    const at = (part: string): number => script.indexOf(part);
    const order = [
      '[IO.Path]::GetFullPath($p) -ne $p',
      'exit 12',
      'if((linked $p) -or ((attr $p) -band 16)){exit 11}',
      // From here on nothing above it can be renamed.
      'New-Object IO.FileStream',
      'try{if(linked $p){exit 11}',
      'exit 13',
      'icacls.exe',
    ];
    const places = order.map(at);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places).not.toContain(-1);
  });

  it('is one line without double quotes, with every bracket closed, so that it can be an argument', () => {
    for (const script of [grantScript(rights), takeBackScript([rights])]) {
      expect(script).not.toMatch(/["\r\n]/);
      // Without what stands in single quotes.
      const bare = script.replaceAll(/'(?:[^']|'')*'/g, '');
      // Pairs that hold nothing but pairs go, until nothing is left.
      let brackets = bare.replaceAll(/[^(){}[\]]/g, '');
      for (let before = ''; before !== brackets;) {
        before = brackets;
        brackets = brackets.replaceAll(/\(\)|\{\}|\[\]/g, '');
      }
      expect(brackets).toBe('');
      expect(bare).not.toMatch(/\{;|;;|;\}/);
    }
  });
});

describe('asking the system', () => {
  it('starts PowerShell by its path with the script among its arguments, and tells a no from a failure', () => {
    const { program, args, stdin } = elevateCall(env, grantScript(rights));
    const powershell = String.raw`C:\Windows\System32\WindowsPowerShell\v1.0\powershell.exe`;
    expect(program).toBe(powershell);
    // Nothing of it is among the arguments of the one without rights.
    expect(args.join(' ')).not.toContain('push-exchanger');
    expect(textsIn(stdin)).toEqual([
      powershell,
      `-NoLogo -NoProfile -NonInteractive -Command "${grantScript(rights)}"`,
    ]);
    expect(stdin).toContain(`$i.Verb = 'runas'`);
    expect(stdin).toContain('NativeErrorCode -eq 1223) { exit 4 }');
    expect(stdin).toMatch(/^[\x20-\x7e\r\n]*$/);
  });

  it.each([
    [0, 'done'],
    [1, 'failed'],
    [4, 'declined'],
    [12, 'failed'],
    [null, 'failed'],
  ] as const)('exit code %s is %s', async (exitCode, word) => {
    const run = async () => ({ exitCode, signal: null, stdout: '', stderr: '' });
    expect(await elevate({ env, run }, '& {}')).toBe(word);
  });

  it('asks nobody for what could not be one argument', async () => {
    const run = notStarted;
    expect(await elevate({ env, run }, 'a "b"')).toBe('failed');
    expect(await elevate({ env, run }, 'x'.repeat(33_000))).toBe('failed');
  });
});

describe('the service that reads the settings', () => {
  it('is one whose program lies in their folder', () => {
    const { stdin } = servicesCall(env, folder);
    expect(textsIn(stdin)).toEqual([`${folder}\\`]);
    expect(servicesIn(`${line('push-exchanger')}noise\r\n${line('プッシュ')}`)).toEqual([
      'push-exchanger',
      'プッシュ',
    ]);
    expect(servicesIn(line('a\\b'))).toEqual([]);
  });
});
