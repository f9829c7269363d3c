// The notes of a release are its part of CHANGELOG.md, as Keep a Changelog lays it out.

/** Text below the heading of `version`, or of what is not released yet; null where there is none. */
export function notesOf(changelog: string, version: string): string | null {
  return section(changelog, (title) => title === version || title.startsWith(`${version} `));
}

export const unreleasedNotes = (changelog: string): string | null =>
  section(changelog, (title) => title === 'Unreleased');

function section(changelog: string, isIt: (title: string) => boolean): string | null {
  const parts = changelog.split(/^## /m).slice(1);
  for (const part of parts) {
    const end = part.indexOf('\n');
    if (end < 0 || !isIt(part.slice(0, end).trim())) continue;
    const text = part.slice(end).trim();
    return text === '' ? null : `${text}\n`;
  }
  return null;
}

/**
 * The notes as they are read on the page of a release, which lies in no folder: links to files of the
 * repository become whole addresses, of the version's tag.
 *
 * @param repository its address, without a slash at its end
 */
export function withWholeLinks(notes: string, repository: string, version: string): string {
  const base = `${repository}/blob/v${version}/`;
  return notes.replaceAll(/(\]\()(?![a-z][a-z0-9+.-]*:|#)([^)\s]+)/gi, `$1${base}$2`);
}

/**
 * "Unreleased" becomes `version`, and an empty one stands above it. Throws where there is nothing in it, and
 * where the version is there already: a release is never replaced.
 */
export function released(changelog: string, version: string, date: string): string {
  if (notesOf(changelog, version) !== null) throw new Error(`${version} is there already`);
  if (unreleasedNotes(changelog) === null) throw new Error('nothing stands under Unreleased');
  return changelog.replace(/^## Unreleased[^\S\n]*$/m, `## Unreleased\n\n## ${version} (${date})`);
}
