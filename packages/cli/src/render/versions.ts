import type { VersionView } from '@weborca-cert/core';
import type { Session } from '../session.ts';
import { factsJson } from './json.ts';
import { table, type Column } from './table.ts';

export function versionJson(version: VersionView) {
  const { id, inUse, origin, createdAt, facts, folder } = version;
  return { id, inUse, origin, createdAt, folder, ...factsJson(facts) };
}

/** Oldest first; the one in use is marked by a word too, for those who do not see a star. */
export function renderVersions(all: readonly VersionView[], session: Session): string {
  const { text, word, lastDay, out } = session;
  const { columns: headings, keeping, said } = text;
  const columns: readonly Column<VersionView>[] = [
    { heading: ' ', cell: ({ inUse }) => (inUse ? '*' : ' ') },
    { heading: headings.version, cell: ({ id }) => id },
    { heading: headings.commonName, cell: ({ facts }) => facts.commonName },
    { heading: headings.expiry, cell: ({ facts }) => lastDay(facts.notAfter) },
    { heading: headings.left, align: 'end', cell: ({ facts }) => said.days(facts.daysLeft) },
    { heading: headings.origin, cell: ({ origin }) => word('origin', origin) },
    { heading: headings.state, cell: ({ inUse }) => (inUse ? keeping.inUse : '') },
  ];
  return table(all, columns, out);
}
