import { describe, expect, it } from 'vitest';
import { tooltipMarkdown } from '../../src/model/tooltip.ts';
import { english } from './english.ts';
import { certificate } from './fixtures.ts';

const links = [{ command: 'weborcaCert.renew', icon: 'sync', title: 'Renew…' }];

describe('the tooltip', () => {
  it('lists every certificate and ends in the actions', () => {
    const markdown = tooltipMarkdown(
      {
        snapshot: {
          kind: 'ready',
          renewing: [],
          open: [],
          certificates: [certificate('a', 45, 'due'), certificate('b', 400, 'valid', 'client014')],
        },
        schedule: null,
        links,
      },
      'en',
      english,
    );
    expect(markdown).toMatch(
      /\$\(bell\).*\*\*a &#40;client001&#41;\*\*.*2027-01-06 .*45 days.*Due for renewal/,
    );
    expect(markdown).toContain('client014');
    expect(markdown.endsWith('[$(sync) Renew…](command:weborcaCert.renew)')).toBe(true);
  });

  it('says what is wrong with the schedule, as text, with a way to the doctor', () => {
    const markdown = tooltipMarkdown(
      {
        snapshot: {
          kind: 'ready',
          renewing: [],
          open: [],
          certificates: [certificate('a', 400, 'valid')],
        },
        schedule: {
          sentences: ['The program is gone: [x](command:evil)', 'and more'],
          installed: true,
        },
        links,
      },
      'en',
      english,
    );
    const line = markdown.split('\n').find((one) => one.startsWith('$(warning)'));
    expect(line).toContain('The program is gone');
    expect(line?.match(/\]\(/g)).toHaveLength(1);
    expect(line?.endsWith('[$(pulse) Run Doctor](command:weborcaCert.doctor)')).toBe(true);
  });

  it('keeps text from a certificate text', () => {
    const hostile = '[x](command:evil)|`$(flame)`<b>![i](https://e.example/)\n# h';
    const markdown = tooltipMarkdown(
      {
        snapshot: {
          kind: 'ready',
          renewing: [],
          open: [],
          certificates: [certificate('a', 45, 'due', hostile)],
        },
        schedule: null,
        links,
      },
      'en',
      english,
    );
    expect(markdown.match(/\]\(/g)).toHaveLength(1);
    expect(markdown.split('\n').filter((line) => line.startsWith('| '))).toHaveLength(2);
    expect(markdown).not.toContain('<b>');
    expect(markdown).not.toContain('https://');
  });
});
