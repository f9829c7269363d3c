/** Shared by viewer and timeline: theme colours only, so that light, dark and high contrast fit. */
export const pageStyle = `
body { max-width: 62rem; margin: 0 auto; padding: 1.25rem 1.5rem 3rem; line-height: 1.5;
  font-family: var(--vscode-font-family); font-size: var(--vscode-font-size);
  color: var(--vscode-foreground); background: var(--vscode-editor-background); }
h1 { font-size: 1.5rem; font-weight: 600; margin: 0 0 .25rem; overflow-wrap: anywhere; }
h2 { font-size: 1.1rem; font-weight: 600; margin: 2rem 0 .5rem;
  border-bottom: 1px solid var(--vscode-widget-border, var(--vscode-panel-border)); padding-bottom: .25rem; }
p { margin: .25rem 0; }
.lead { font-size: 1.05rem; }
.muted { color: var(--vscode-descriptionForeground); }
.calm { color: var(--vscode-charts-green); }
.attention { color: var(--vscode-charts-blue); }
.warning { color: var(--vscode-problemsWarningIcon-foreground, var(--vscode-charts-yellow)); }
.faint { opacity: .45; }
.error { color: var(--vscode-errorForeground); }
.tone { font-weight: 600; }
dl { display: grid; grid-template-columns: minmax(8rem, 13rem) 1fr; gap: .3rem 1.25rem; margin: .5rem 0; }
dt { color: var(--vscode-descriptionForeground); }
dd { margin: 0; overflow-wrap: anywhere; }
code, .mono { font-family: var(--vscode-editor-font-family); font-size: .95em; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0; }
caption { text-align: left; color: var(--vscode-descriptionForeground); padding: .25rem 0; }
th, td { text-align: left; vertical-align: top; padding: .35rem .75rem .35rem 0;
  border-bottom: 1px solid var(--vscode-widget-border, var(--vscode-panel-border)); }
th { font-weight: 600; white-space: nowrap; }
td.nowrap { white-space: nowrap; }
.actions { display: flex; flex-wrap: wrap; gap: .5rem; margin: 1rem 0; }
.actions .action { display: inline-block; padding: .3rem .8rem; border-radius: 2px; text-decoration: none;
  color: var(--vscode-button-foreground); background: var(--vscode-button-background);
  border: 1px solid var(--vscode-button-border, transparent); }
.actions .action:hover { background: var(--vscode-button-hoverBackground); }
.actions .action + .action { color: var(--vscode-button-secondaryForeground);
  background: var(--vscode-button-secondaryBackground); }
.actions .action + .action:hover { background: var(--vscode-button-secondaryHoverBackground); }
a { color: var(--vscode-textLink-foreground); }
a:focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: 2px; }
ol.chain { padding-left: 1.25rem; }
ol.chain > li { margin: .4rem 0; }
svg { display: block; width: 100%; height: auto; margin: 1rem 0; }
svg text { font-family: var(--vscode-font-family); font-size: 12px; fill: var(--vscode-foreground); }
svg .muted { fill: var(--vscode-descriptionForeground); color: inherit; }
svg .track { fill: var(--vscode-editorWidget-background); stroke: var(--vscode-widget-border, var(--vscode-panel-border)); }
svg.lifetime { height: 8px; border-radius: 4px; }
svg .over { fill: var(--vscode-editorWidget-background); stroke: var(--vscode-widget-border, var(--vscode-panel-border)); }
svg .grid { stroke: var(--vscode-widget-border, var(--vscode-panel-border)); stroke-width: 1; }
svg .today { stroke: var(--vscode-charts-red); stroke-width: 2; }
svg .fill-calm { fill: var(--vscode-charts-green); }
svg .fill-attention { fill: var(--vscode-charts-blue); }
svg .fill-warning { fill: var(--vscode-problemsWarningIcon-foreground, var(--vscode-charts-yellow)); }
svg .fill-error { fill: var(--vscode-errorForeground); }
svg .earlier { fill: var(--vscode-descriptionForeground); opacity: .45; }
svg .renewal { fill: var(--vscode-foreground); }
svg .label { font-weight: 600; }
@media (max-width: 46rem) {
  body { padding: 1rem 1rem 2rem; }
  dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .5rem; }
  .cards, .cards caption, .cards tbody, .cards tr, .cards th, .cards td { display: block; }
  .cards thead { position: absolute; clip-path: inset(50%); }
  .cards tr { padding: .5rem 0; border-bottom: 1px solid var(--vscode-widget-border, var(--vscode-panel-border)); }
  .cards th, .cards td { border: 0; padding: .1rem 0; }
  .cards td[data-label]::before { content: attr(data-label) ' '; color: var(--vscode-descriptionForeground); font-weight: 400; }
}
`;
