import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openClinic, type Clinic } from './support/clinic.ts';
import { storedZip } from './support/stored-zip.ts';
import { leftOut } from '../../core/test/support/left-out.ts';

let clinic: Clinic;
let both: string;
beforeAll(async () => {
  clinic = await openClinic({ clients: 2 });
  both = join(clinic.folder, 'both.zip');
  const files = [clinic.p12(0), clinic.p12(1)].map(
    (path, index) => [`${index}-${basename(path)}`, readFileSync(path)] as const,
  );
  const passwords = Buffer.from(`${clinic.password(0)}\n${clinic.password(1)}\n`);
  writeFileSync(both, storedZip([...files, ['password.txt', passwords]]));
});
afterAll(() => clinic.close());

async function cli(...args: readonly string[]) {
  const { stdout, code } = await clinic.cli([...args, '--json', '--lang', 'en']);
  return { code, document: JSON.parse(stdout) };
}

describe('two clients in a zip', () => {
  test('inspect shows each as one', async () => {
    const { document } = await cli('inspect', both);
    const shown = document.certificates.map(
      ({ role, commonName }: Record<string, string>) => `${role} ${commonName}`,
    );
    expect(shown).toContain('leaf client001');
    expect(shown).toContain('leaf client002');
  });

  test('a script says which, by the CN', async () => {
    const unsaid = await cli('add', both, '--name', 'a');
    expect(unsaid).toMatchObject({ code: 2, document: { error: { code: 'usage-invalid' } } });
    expect(unsaid.document.error.hint).toContain('--cn: client001, client002');
    const wrong = await cli('add', both, '--name', 'a', '--cn', 'client009');
    expect(wrong).toMatchObject({ code: 2, document: { error: { code: 'usage-invalid' } } });
    const said = await cli('add', both, '--name', 'a', '--cn', 'client002');
    expect(said).toMatchObject({
      code: 0,
      document: {
        certificate: { commonName: 'client002' },
        alsoInFile: [{ commonName: 'client001' }],
      },
    });
  });

  test('receive takes the one that can follow what is under care', async () => {
    const { document } = await cli('receive', both);
    expect(document.results).toMatchObject([
      { name: 'a', outcome: 'not-due', alsoInFile: [{ commonName: 'client001' }] },
    ]);
  });
});

const make = `
import java.io.*; import java.nio.file.*; import java.security.*;
public class Make { public static void main(String[] a) throws Exception {
  char[] file = Files.readString(Path.of(a[1])).toCharArray();
  KeyStore from = KeyStore.getInstance("PKCS12");
  try (InputStream in = new FileInputStream(a[0])) { from.load(in, file); }
  String alias = from.aliases().nextElement();
  KeyStore to = KeyStore.getInstance("PKCS12"); to.load(null, null);
  to.setKeyEntry("user", from.getKey(alias, file), "own".toCharArray(), from.getCertificateChain(alias));
  try (OutputStream out = new FileOutputStream(a[2])) { to.store(out, file); } } }
`;

function hasJava(): boolean {
  try {
    execFileSync('java', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const java = hasJava();
test.runIf(java)(
  `a key under its own password, by Java's API: it is said, and a second one opens it${leftOut(java, 'no Java')}`,
  async () => {
    const at = (name: string): string => join(clinic.folder, name);
    writeFileSync(at('Make.java'), make);
    writeFileSync(at('own.txt'), 'own\n');
    const apart = at('apart.p12');
    execFileSync('java', [at('Make.java'), clinic.p12(0), clinic.passwordFile(0), apart]);
    const file = [apart, '--password-file', clinic.passwordFile(0)] as const;
    const key = ['--key-password-file', at('own.txt')] as const;
    const closed = await cli('inspect', ...file);
    expect(closed).toMatchObject({ code: 1, document: { error: { code: 'password-wrong' } } });
    expect(closed.document.error.hint).toContain('--key-password-file');
    const opened = await cli('inspect', ...file, ...key);
    expect(opened).toMatchObject({ code: 0, document: { pkcs12: { keyMatches: true } } });
    // In the store it opens with one password; kept where it lies, its second one would be lost.
    const refused = await cli('add', ...file, ...key, '--name', 'b', '--in-place');
    expect(refused).toMatchObject({ code: 2, document: { error: { code: 'usage-invalid' } } });
    const added = await cli('add', ...file, ...key, '--name', 'b');
    expect(added).toMatchObject({ code: 0, document: { consumers: [] } });
    const used = await cli('verify', 'b');
    expect(used).toMatchObject({ code: 0, document: { results: [{ name: 'b', accepted: true }] } });
  },
  120_000,
);
