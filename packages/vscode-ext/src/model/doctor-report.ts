import type { Translate } from './translate.ts';

export interface EditorFacts {
  readonly version: string;
  readonly host: string;
  readonly node: string;
  readonly trusted: boolean;
  readonly proxySetting: boolean;
}

/** What core's doctor cannot know: the editor around it. Written below core's report, in its marks. */
export function editorReport(facts: EditorFacts, t: Translate): readonly string[] {
  const yes = t('yes');
  const no = t('no');
  return [
    '',
    t('Editor'),
    `  --  ${t('Extension')} ${facts.version}, ${facts.host}, Node ${facts.node}`,
    `  --  ${t('Workspace trusted')}: ${facts.trusted ? yes : no}`,
    `  --  ${t('Proxy from the setting http.proxy')}: ${facts.proxySetting ? yes : no}`,
  ];
}
