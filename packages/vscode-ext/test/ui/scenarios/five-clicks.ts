import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Home } from '../../../scripts/home.ts';
import { enter, enterPath } from '../pages/dialogs.ts';
import { openView, treeRow } from '../pages/side-bar.ts';
import { clickIn, notification, patience, type Workbench } from '../pages/workbench.ts';
import { newcomer } from '../support/newcomer.ts';
import { texts, type Locale } from '../texts.ts';
import type { Step } from './step.ts';

/**
 * What the page for clinics promises: from the zip to an imported, backed-up certificate in five
 * clicks. What is clicked is what stands there in bold, in this order.
 */
export function fiveClicksSteps(workbench: Workbench, home: Home, locale: Locale): readonly Step[] {
  const text = texts[locale];
  const { page, shoot } = workbench;
  const { backups } = newcomer(home);
  const [view = '', add = '', , both = ''] = buttonsOn(locale);
  return [
    {
      name: 'the page for clinics names five clicks',
      run: async () => {
        assert.equal(buttonsOn(locale).length, 5);
        assert.equal(view, 'WebORCA');
        await page.locator('.activitybar').waitFor(patience);
      },
    },
    {
      name: 'from the zip to a registered, backed-up and imported certificate',
      run: async () => {
        await openView(workbench);
        await shoot('clinic-1');
        await page.locator('.welcome-view .monaco-button', { hasText: add }).click();
        // A dialog of the system's own on a desktop: there the file, here its path.
        await enterPath(workbench, path.join(home.files, 'site.zip'), text.addTitle);
        await enter(workbench, 'client001', text.nameTitle);
        await notification(workbench, text.added);
        await treeRow(workbench, 'client001').waitFor(patience);
        await shoot('clinic-2');
        await clickIn(workbench, text.added, both);
        await enterPath(workbench, `${backups}/`, text.backupTitle);
        await notification(workbench, text.imported);
        await notification(workbench, text.backedUp);
        await shoot('clinic-3');
        const written = readdirSync(backups, { recursive: true }).map((file) =>
          path.basename(String(file)),
        );
        assert.equal(written.includes('password.txt'), true);
      },
    },
  ];
}

/** The words in bold of the page's numbered list, a click each. */
function buttonsOn(locale: Locale): readonly string[] {
  const file = path.resolve(
    import.meta.dirname,
    '../../../../../docs',
    locale === 'ja' ? 'clinics.ja.md' : 'clinics.md',
  );
  const items = readFileSync(file, 'utf8').match(/^\d\. .*$/gm) ?? [];
  return items.map((item) => /\*\*(.+?)\*\*/.exec(item)?.[1] ?? '');
}
