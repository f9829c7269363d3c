import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { connect } from 'node:net';
import * as vscode from 'vscode';
import { activated, eventually } from './support.ts';

/** A CONNECT proxy that remembers where it was sent. */
async function startProxy(): Promise<{ server: Server; url: string; targets: string[] }> {
  const targets: string[] = [];
  const server = createServer((_request, response) => {
    response.writeHead(501).end();
  });
  server.on('connect', (request, client, head) => {
    const target = request.url ?? '';
    targets.push(target);
    const [host = '', port = ''] = target.split(':');
    const upstream = connect(Number(port), host, () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      upstream.write(head);
      upstream.pipe(client);
      client.pipe(upstream);
    });
    upstream.on('error', () => client.destroy());
    client.on('error', () => upstream.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  assert.ok(typeof address === 'object' && address !== null);
  return { server, url: `http://127.0.0.1:${address.port}`, targets };
}

describe('mutual TLS under the patches of VS Code', () => {
  const http = vscode.workspace.getConfiguration('http');

  it('reaches WebORCA directly with the certificate', async () => {
    const api = await activated();
    const { accepted, reason } = await api.verify('clinic-a');
    assert.deepEqual({ accepted, reason }, { accepted: true, reason: 'answered' });
  });

  it('goes through the proxy of the setting http.proxy', async () => {
    const api = await activated();
    const proxy = await startProxy();
    try {
      await http.update('proxy', proxy.url, vscode.ConfigurationTarget.Global);
      await eventually('the setting', () =>
        vscode.workspace.getConfiguration('http').get('proxy') === proxy.url ? true : undefined,
      );
      const { accepted, host } = await api.verify('clinic-a');
      assert.equal(accepted, true);
      assert.deepEqual(proxy.targets, [host]);
    } finally {
      await http.update('proxy', undefined, vscode.ConfigurationTarget.Global);
      proxy.server.close();
    }
  });

  it('heeds http.noProxy', async () => {
    const api = await activated();
    const proxy = await startProxy();
    try {
      await http.update('proxy', proxy.url, vscode.ConfigurationTarget.Global);
      await http.update('noProxy', ['127.0.0.2', '127.0.0.1'], vscode.ConfigurationTarget.Global);
      await eventually('the setting', () =>
        vscode.workspace.getConfiguration('http').get('proxy') === proxy.url ? true : undefined,
      );
      assert.equal((await api.verify('clinic-a')).accepted, true);
      assert.deepEqual(proxy.targets, []);
    } finally {
      await http.update('proxy', undefined, vscode.ConfigurationTarget.Global);
      await http.update('noProxy', undefined, vscode.ConfigurationTarget.Global);
      proxy.server.close();
    }
  });

  it('refuses an untrusted server although NODE_TLS_REJECT_UNAUTHORIZED is 0', async () => {
    const api = await activated();
    const before = process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
    try {
      const { accepted, reason } = await api.verify('untrusted');
      assert.deepEqual({ accepted, reason }, { accepted: null, reason: 'unknown-root' });
    } finally {
      if (before === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
      else process.env.NODE_TLS_REJECT_UNAUTHORIZED = before;
    }
  });
});
