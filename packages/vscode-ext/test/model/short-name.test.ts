import { assert, nat, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnsOf, shortened } from '../../src/model/short-name.ts';
import { statusBarView } from '../../src/model/status-bar.ts';
import { tooltipMarkdown } from '../../src/model/tooltip.ts';
import { english } from './english.ts';
import { certificate } from './fixtures.ts';

const group = '医療法人社団青葉会青葉台総合クリニック訪問診療リハビリテーション科附属診療所';
const twins = [`${group}横浜支所`, `${group}川崎支所`];

describe('a name where there is little room', () => {
  it('keeps its beginning and its end', () => {
    expect(shortened('青葉台内科', 24)).toBe('青葉台内科');
    expect(twins.map((name) => shortened(name, 24))).toEqual([
      '医療法人社団…所横浜支所',
      '医療法人社団…所川崎支所',
    ]);
  });

  it('is never wider than there is room for', () => {
    assert(
      property(string({ unit: 'grapheme' }), nat(60), (text, more) => {
        const most = more + 4;
        return columnsOf(shortened(text, most)) <= Math.max(most, 0);
      }),
    );
  });

  it('leaves the days in the status bar, and in the hover each certificate its line', () => {
    const certificates = twins.map((name) => certificate(name, 45, 'urgent'));
    const snapshot = { kind: 'ready', renewing: [], open: [], certificates } as const;
    const { text, accessibleLabel } = statusBarView(snapshot, null, 'ja', english);
    expect(columnsOf(text)).toBeLessThan(50);
    expect(text).toContain('45');
    expect(accessibleLabel).toContain(twins[0]);
    const rows = tooltipMarkdown({ snapshot, schedule: null, links: [] }, 'ja', english)
      .split('\n')
      .filter((line) => line.includes('client001'));
    expect(new Set(rows).size).toBe(2);
    for (const row of rows) {
      const [, , name = '', , , state = ''] = row.replaceAll(/&nbsp;|&#\d+;|\*/g, '').split('|');
      expect(columnsOf(name.trim()) + columnsOf(state.trim())).toBeLessThanOrEqual(50);
    }
  });
});
