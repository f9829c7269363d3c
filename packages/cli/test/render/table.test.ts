import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold } from '../../src/render/fold.ts';
import { pairs, table } from '../../src/render/table.ts';
import { cut, padEnd, textWidth } from '../../src/render/width.ts';

describe('columns of a terminal', () => {
  test.each([
    ['client001', 9],
    ['更新の時期です', 14],
    ['ﾊﾝｶｸ', 4],
    ['Ｆ', 2],
    ['ダウンロード(zip形式)', 21],
    ['か\u3099', 2],
    ['✔ a', 3],
  ])('%s takes %i', (text, width) => {
    expect(textWidth(text)).toBe(width);
  });

  test('padding and cutting keep to the width', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.integer({ min: 1, max: 30 }),
        (text, width) => {
          expect(textWidth(cut(text, width))).toBeLessThanOrEqual(width);
          expect(textWidth(padEnd(text, width))).toBe(Math.max(width, textWidth(text)));
        },
      ),
    );
  });
});

interface Row {
  readonly name: string;
  readonly days: string;
  readonly state: string;
}

const columns = [
  { heading: '名前', cell: ({ name }: Row) => name },
  { heading: '残り', align: 'end' as const, cell: ({ days }: Row) => days },
  { heading: '状態', cell: ({ state }: Row) => state },
];

function rowOf(name: string): Row {
  return { name, days: '45日', state: '有効' };
}

function dateAt(line: string): number {
  return textWidth(line.slice(0, line.indexOf('2027')));
}

function unpainted(_: unknown, text: string): string {
  return text;
}

describe('tables', () => {
  test('line up with Japanese text', () => {
    const rows = [
      { name: 'clinic-a', days: '45日', state: '更新の時期です' },
      { name: '本院', days: '1001日', state: '有効' },
    ];
    expect(`\n${table(rows, columns)}\n`).toBe(`
 名前         残り   状態
 clinic-a     45日   更新の時期です
 本院       1001日   有効
`);
  });

  test('one long name among many stands on lines of its own, and leaves the others theirs', () => {
    const rows = [
      rowOf('名'.repeat(64)),
      ...Array.from({ length: 9 }, (_, n) => rowOf(`医院${n}`)),
    ];
    expect(`\n${table(rows, columns, { paint: unpainted, width: 80 })}\n`).toBe(`
 名前    残り   状態
 ${'名'.repeat(39)}
 ${'名'.repeat(25)}
     45日   有効
${Array.from({ length: 9 }, (_, n) => ` 医院${n}   45日   有効\n`).join('')}`);
    // Of a few it is as wide as the widest.
    const few = table(rows.slice(0, 3), columns, { paint: unpainted, width: 80 });
    expect(few.split('\n')[1]?.trim()).toBe('残り   状態');
  });

  test('one long state goes below its own row, however short its name is', () => {
    const machine = { heading: '端末', cell: () => 'vendor-01' };
    const expiry = { heading: '有効期限', cell: () => '2027-01-06 (水)' };
    const all = [machine, columns[0], expiry, ...columns.slice(1)].filter(
      (one) => one !== undefined,
    );
    const long = { name: '本院', days: '45日', state: '別の新しい証明書があります' };
    const rows = [
      ...Array.from({ length: 30 }, (_, n) => rowOf(`医療法人社団あおばこども医院${n}`)),
      long,
      ...Array.from({ length: 29 }, (_, n) => rowOf(`もみじ整形外科医院${n}`)),
    ];
    const lines = table(rows, all, { paint: unpainted, width: 80 }).split('\n');
    expect(lines).toHaveLength(62);
    expect(lines.filter((line) => line.includes('別の新しい'))).toEqual([
      '     別の新しい証明書があります',
    ]);
    // Where less stands between the columns, it does there as well.
    const tight = [long, ...Array.from({ length: 9 }, () => rowOf('医'.repeat(18)))];
    const [heading, ...shown] = table(tight, all, { paint: unpainted, width: 80 }).split('\n');
    const dated = shown.filter((line) => line.includes('2027'));
    expect([...new Set(dated.map(dateAt))]).toEqual([
      textWidth(heading?.split('有効期限')[0] ?? ''),
    ]);
    expect(shown).toHaveLength(11);
  });

  test('leave out a column in which nothing stands', () => {
    expect(table([{ name: 'a', days: '', state: 'b' }], columns)).toBe(' 名前   状態\n a      b');
  });

  test('show nothing that could move the cursor', () => {
    const hostile = { name: 'a\u001B[2Jb', days: '\u202E1', state: 'x\ny' };
    const [, ...lines] = table([hostile], columns).split('\n');
    expect(lines).toEqual([' a\uFFFD[2Jb     \uFFFD1   x\uFFFDy']);
  });

  test('pairs hang their further lines below the first', () => {
    const entries = [
      ['CN', 'a'],
      ['バックアップ', 'b\nc'],
      ['x', null],
    ] as const;
    expect(`\n${pairs(entries)}\n`).toBe(`
 CN             a
 バックアップ   b
                c
`);
  });
});

describe('on a terminal of 80 columns', () => {
  const canvas = { paint: (_: unknown, text: string) => text, width: 80 };
  const wide = [
    { heading: '名前', cell: ({ name }: Row) => name },
    { heading: '有効期限', cell: () => '2027-01-06 (水)' },
    { heading: '残り', align: 'end' as const, cell: ({ days }: Row) => days },
    { heading: '状態', cell: ({ state }: Row) => state },
  ];

  test('a row with a name of twenty Japanese characters goes on below', () => {
    const name = 'さくらみらい総合病院附属訪問看護診療所東館';
    const rows = [{ name, days: '45日', state: '別の新しい証明書があります' }];
    const shown = table(rows, wide, canvas);
    for (const line of shown.split('\n')) expect(textWidth(line)).toBeLessThanOrEqual(80);
    expect(shown.split('\n')).toHaveLength(4);
    expect(shown).toContain(name);
  });

  test('sentences break between words, and never before 、 or 。', () => {
    const ja = 'もう一度試すには weborca-cert renew を実行してください。'.repeat(4);
    const en = 'To try again, run weborca-cert renew --force (a schedule also tries). '.repeat(4);
    for (const width of [40, 60, 80]) {
      const lines = [...fold(ja, width).split('\n'), ...fold(en, width).split('\n')];
      for (const line of lines) {
        expect(textWidth(line)).toBeLessThanOrEqual(width);
        expect(line.trimStart()).not.toMatch(/^[、。）」ー]/);
      }
      expect(fold(en, width).replaceAll(/\s+/g, ' ').trim()).toBe(en.trim());
    }
  });

  const long = '医療法人社団青葉台内科小児科眼科第００１';

  test('what is pasted is pasted whole: names, paths, options with their values', () => {
    const path = `/mnt/backup/${long}/20290131-093000-client001/000000_JP_u00000000_client001.p12`;
    expect(fold(` ! ${path}`, 80)).toBe(` ! ${path}`);
    expect(fold(`${long}: weborca-cert renew ${long} で更新できます。`, 80)).toBe(
      `${long}:\nweborca-cert renew ${long} で更新できます。`,
    );
    expect(fold(`  weborca-cert backup ${long} --to フォルダー --remember`, 80)).toBe(
      `  weborca-cert backup ${long} --to フォルダー \\\n      --remember`,
    );
    expect(fold(`   次のコマンドで: weborca-cert backup ${long} --to D`, 80)).toBe(
      `   次のコマンドで:\n     weborca-cert backup ${long} --to D`,
    );
    const root = `   sudo sh -c 'cat -- "$1" > "$2"' sh ${path} ${path}`;
    expect(fold(root, 80)).toBe(root);
  });

  test('a sentence that begins with a command is no command', () => {
    const ja =
      'weborca-cert verify で接続を、weborca-cert renew --dry-run で予定を確かめられます。';
    const en =
      'weborca-cert verify checks the connection, weborca-cert renew --dry-run what would be done.';
    for (const indent of ['', '   ']) {
      expect(fold(indent + ja, 80)).not.toContain('\\');
      expect(fold(indent + en, 80)).not.toContain('\\');
    }
  });

  test('Japanese breaks where a phrase ends', () => {
    const text =
      'WebORCAクラウドのテナント用クライアント証明書を更新し、使っているプログラムへ反映します。';
    expect(fold(text, 80).split('\n')[1]).toBe('反映します。');
    expect(fold(text, 76).split('\n')[1]).toBe('プログラムへ反映します。');
    const without = '漢字'.repeat(50);
    expect(
      fold(without, 80)
        .split('\n')
        .map((line) => textWidth(line)),
    ).toEqual([80, 80, 40]);
  });
});
