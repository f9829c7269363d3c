/** What a piece of code is told: paths of files only, never a password. */
export interface SnippetFiles {
  readonly p12File: string;
  readonly passwordFile: string;
  /** Of WebORCA, or whatever else answers there. */
  readonly url: string;
}

export interface PemFiles {
  readonly certificateFile: string;
  readonly keyFile: string;
}

/**
 * A call in a language, complete, to be pasted. Paths in the store are another one's after the next
 * renewal, so `weborca-cert exec NAME -- …` comes first where it is used; the pasted path is for now.
 */
export const snippets: Readonly<
  Record<'curl' | 'node' | 'python' | 'java', (files: SnippetFiles) => string>
> = {
  curl: ({ p12File, passwordFile, url }) => `P12=\${WEBORCA_CERT_P12_FILE:-${shell(p12File)}}
PASS=\${WEBORCA_CERT_PASSWORD_FILE:-${shell(passwordFile)}}
{
  printf 'cert-type = P12\\ncert = "%s"\\n' "$(printf %s "$P12" | sed 's/[\\\\:]/\\\\&/g; s/[\\\\"]/\\\\&/g')"
  printf 'pass = "%s"\\n' "$(sed 's/[\\\\"]/\\\\&/g' "$PASS")"
} | curl --config - ${shell(url)}
`,
  node: ({ p12File, passwordFile, url }) => `import { readFileSync } from 'node:fs';
import { get } from 'node:https';

const { WEBORCA_CERT_P12_FILE, WEBORCA_CERT_PASSWORD_FILE } = process.env;
const pfx = readFileSync(WEBORCA_CERT_P12_FILE ?? ${JSON.stringify(p12File)});
const passphrase = readFileSync(
  WEBORCA_CERT_PASSWORD_FILE ?? ${JSON.stringify(passwordFile)},
  'utf8',
);
get(${JSON.stringify(url)}, { pfx, passphrase }, (answer) => {
  console.log(answer.statusCode);
  answer.resume();
});
`,
  python: ({
    p12File,
    passwordFile,
    url,
  }) => `import os, ssl, tempfile, urllib.error, urllib.request
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption, Encoding, PrivateFormat, pkcs12)

def read(name, otherwise):
    with open(os.environ.get(name, otherwise), "rb") as file:
        return file.read()

p12 = read("WEBORCA_CERT_P12_FILE", ${JSON.stringify(p12File)})
password = read("WEBORCA_CERT_PASSWORD_FILE", ${JSON.stringify(passwordFile)})
key, certificate, _ = pkcs12.load_key_and_certificates(p12, password)
context = ssl.create_default_context()
# ssl takes PEM files only: one of the owner alone, its key under the same password, gone at once.
with tempfile.TemporaryDirectory() as folder:
    pem = os.path.join(folder, "client.pem")
    with open(pem, "wb") as file:
        file.write(key.private_bytes(
            Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(password)))
        file.write(certificate.public_bytes(Encoding.PEM))
    context.load_cert_chain(pem, password=password)
try:
    print(urllib.request.urlopen(${JSON.stringify(url)}, context=context).status)
except urllib.error.HTTPError as answer:
    print(answer.status)
`,
  java: ({ p12File, passwordFile, url }) => `import java.io.InputStream;
import java.net.URI;
import java.net.http.*;
import java.nio.file.*;
import java.security.KeyStore;
import javax.net.ssl.*;

public class Orca {
  static Path file(String name, String otherwise) {
    return Path.of(System.getenv().getOrDefault(name, otherwise));
  }

  public static void main(String[] args) throws Exception {
    Path p12 = file("WEBORCA_CERT_P12_FILE", ${java(p12File)});
    Path pass = file("WEBORCA_CERT_PASSWORD_FILE", ${java(passwordFile)});
    char[] password = Files.readString(pass).toCharArray();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(p12)) {
      store.load(in, password);
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, password);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(keys.getKeyManagers(), null, null);
    HttpClient client = HttpClient.newBuilder().sslContext(tls).build();
    HttpRequest request = HttpRequest.newBuilder(URI.create(${java(url)})).build();
    System.out.println(client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
  }
}
`,
};

/** nginx reads PEM alone: files of a consumer, which every renewal replaces where they lie. */
export function nginxSnippet({ certificateFile, keyFile }: PemFiles, url: string): string {
  return `location / {
    proxy_pass ${url};
    proxy_ssl_server_name on;
    proxy_ssl_certificate ${quoted(certificateFile)};
    proxy_ssl_certificate_key ${quoted(keyFile)};
    proxy_ssl_verify on;
    proxy_ssl_trusted_certificate /etc/ssl/certs/ca-certificates.crt;
}
`;
}

/** One word for sh, also inside \`\${…:-…}\` where single quotes stand. */
function shell(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** In ASCII: before version 18 javac reads a file in the encoding of the system, on Windows no UTF-8. */
function java(text: string): string {
  return JSON.stringify(text).replaceAll(
    /[^\x20-\x7e]/g,
    (unit) => String.raw`\u` + unit.charCodeAt(0).toString(16).padStart(4, '0'),
  );
}

function quoted(text: string): string {
  return `"${text.replaceAll(/[\\"]/g, String.raw`\$&`)}"`;
}
