/** For paper first: A4, black on white, system fonts for both languages; also readable on a screen. */
export const sheetStyle = `
@page { size: A4; margin: 11mm 16mm; }
* { box-sizing: border-box; }
body { margin: 0; color: #000; background: #fff; font: 9.5pt/1.35 "Hiragino Sans", "Yu Gothic", "Noto Sans CJK JP", "Noto Sans JP", "IPAexGothic", sans-serif; }
article { max-width: 178mm; margin: 0 auto; break-after: page; }
article:last-child { break-after: auto; }
header { display: flex; align-items: baseline; justify-content: space-between; gap: 1em; border-bottom: 1.5pt solid #000; }
h1 { font-size: 15pt; margin: 0 0 1mm; }
header p { margin: 0; white-space: nowrap; }
h2 { font-size: 10.5pt; margin: 3mm 0 0.5mm; }
.end { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 5mm; margin: 3mm 0 0; padding: 1.5mm 4mm; border: 1pt solid #000; font-size: 14pt; }
.end span { font-size: 9.5pt; margin-left: auto; }
dl { display: grid; grid-template-columns: 46mm 1fr; margin: 0; border-top: 0.5pt solid #999; }
dt, dd { margin: 0; padding: 0.6mm 0; border-bottom: 0.5pt solid #999; overflow-wrap: anywhere; }
dt { padding-right: 3mm; }
dd { padding-left: 1mm; }
code { font: 8pt/1.4 Consolas, Menlo, "Noto Sans Mono", monospace; }
p { margin: 1mm 0; }
ol { margin: 1mm 0; padding-left: 6mm; }
li { margin: 0.5mm 0; }
.blanks { display: grid; grid-template-columns: 1fr 1fr; gap: 0 4mm; }
.blanks p { margin: 0; height: 9mm; padding-top: 1mm; border-bottom: 0.5pt solid #000; }
section, .end { break-inside: avoid; }
@media screen { article { padding: 10mm 0; } }
`;
