import { describe, expect, it } from 'vitest';
import {
  connectionDocument,
  type ToldConnection,
  type ToldFinding,
} from '../../src/model/connection-document.ts';
import { english } from './english.ts';

const told = (code: ToldFinding['code'], level: ToldFinding['level'], message: string) => ({
  code,
  level,
  message,
});

const report: ToldConnection = {
  name: '青葉台内科',
  at: new Date('2026-11-22T03:00:00Z'),
  hosts: [
    {
      host: 'weborca.example:8443',
      cause: 'other-authorities',
      message: 'It wants another.',
      hint: 'Check it.',
      findings: [
        told('dns-resolved', 'ok', 'weborca.example: 192.0.2.1'),
        told('tls-trusted', 'ok', 'Trusted:\n  CN=*.example\n  CN=``` [x](command:evil)'),
        told('tls-asks-others', 'note', 'Asks for others than CN=*[x](command:evil)'),
      ],
    },
  ],
  rest: [told('certificate-due', 'note', 'Due.')],
};

describe('why mutual TLS fails, as a document', () => {
  const { text, links } = connectionDocument(report, '青葉台内科 (client001)', {
    language: 'en',
    t: english,
  });

  it('says the cause first, then each step, then the rest', () => {
    const order = [
      '# Mutual TLS',
      '## weborca',
      '**It wants',
      '[Show Cert',
      '- ✔ DNS: ',
      '## Cert',
    ];
    const places = order.map((part) => text.indexOf(part));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places[0]).toBe(0);
    expect(text).toContain('- ✔ Server certificate: Trusted:\n  ```text\n');
    expect(text).toContain('- – Client certificate: Asks');
  });

  it('links lie over their labels, and know the certificate', () => {
    expect(links.map(({ start, end }) => text.slice(start, end))).toEqual([
      '[Show Certificate]',
      '[Open Configuration]',
      '[Look Again]',
    ]);
    expect(links.map(({ command, args }) => [command, args[0]])).toEqual([
      ['weborcaCert.show', '青葉台内科'],
      ['weborcaCert.openConfiguration', undefined],
      ['weborcaCert.explainConnection', '青葉台内科'],
    ]);
  });

  it('what a server calls itself is no markup', () => {
    const [outside = ''] = text.split('```text');
    expect(`${outside}${text.split('```').at(-1) ?? ''}`).not.toContain('[x](');
    expect(text.match(/```/g)).toHaveLength(2);
  });

  it('without any host there is a way on', () => {
    const none = connectionDocument({ ...report, hosts: [] }, 'a', { language: 'en', t: english });
    expect(none.links.map(({ command }) => command)).toContain('weborcaCert.doctor');
  });
});
