import { describe, expect, it } from 'vitest';
import { tooltipMarkdown } from '../../src/model/tooltip.ts';
import { english } from '../../src/model/translate.ts';
import { certificate } from './fixtures.ts';

const links = [{ command: 'weborcaCert.renew', icon: 'sync', title: 'Renew…' }];

describe('the tooltip', () => {
  it('lists every certificate and ends in the actions', () => {
    const markdown = tooltipMarkdown(
      {
        kind: 'ready',
        renewing: [],
        certificates: [certificate('a', 45, 'due'), certificate('b', 400, 'valid', 'client014')],
      },
      links,
      'en',
      english,
    );
    expect(markdown).toMatch(
      /\$\(bell\).*\*\*client001\*\*.*2027-01-06 \(Wed\).*45 days.*Time to renew/,
    );
    expect(markdown).toContain('client014');
    expect(markdown.endsWith('[$(sync) Renew…](command:weborcaCert.renew)')).toBe(true);
  });

  it('keeps text from a certificate text', () => {
    const hostile = '[x](command:evil)|`$(flame)`<b>![i](https://e.example/)\n# h';
    const markdown = tooltipMarkdown(
      { kind: 'ready', renewing: [], certificates: [certificate('a', 45, 'due', hostile)] },
      links,
      'en',
      english,
    );
    expect(markdown.match(/\]\(/g)).toHaveLength(1);
    expect(markdown.split('\n').filter((line) => line.startsWith('| '))).toHaveLength(2);
    expect(markdown).not.toContain('<b>');
    expect(markdown).not.toContain('https://');
  });
});
