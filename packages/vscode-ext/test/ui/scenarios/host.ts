import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Home } from '../../../scripts/home.ts';
import { answer, dialog } from '../pages/dialogs.ts';
import { notification, patience, runCommand, type Workbench } from '../pages/workbench.ts';
import { texts, type Locale } from '../texts.ts';
import type { Step } from './step.ts';

/** The service names another host for the download: shown in full, and allowed by a person only. */
export function hostSteps(workbench: Workbench, home: Home, locale: Locale): readonly Step[] {
  const text = texts[locale];
  const { simulator } = home;
  return [
    {
      name: 'a foreign host is shown in full, allowed, and the issued certificate is fetched',
      run: async () => {
        await workbench.statusBar.filter({ hasText: text.days }).waitFor(patience);
        simulator.arm('post-other-port-uri');
        await runCommand(workbench.page, text.renewCommand);
        await answer(await dialog(workbench, text.renewQuestion), text.renew);
        const question = await dialog(workbench, new URL(simulator.api).host);
        const fetched = (): number =>
          simulator.requests.filter(({ path: at }) => at.startsWith('/api/cert/')).length;
        assert.equal(fetched(), 0);
        await workbench.shoot('foreign-host');
        await answer(question, text.allowHost);
        await notification(workbench, text.renewed);
        assert.equal(fetched(), 1);
        assert.equal(simulator.issuances.length, 1);
        const config = readFileSync(path.join(home.folder, 'config.json'), 'utf8');
        const { downloadHosts } = JSON.parse(config).services.production;
        assert.equal(downloadHosts.length, 1);
        assert.match(downloadHosts[0], /^127\.0\.0\.\d:\d+$/);
      },
    },
  ];
}
