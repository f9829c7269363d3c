interface Limit {
  readonly file: string;
  /** A beginning of the full name; an empty one is the whole file. */
  readonly begins: string;
}

const of = (file: string, ...begins: readonly string[]): readonly Limit[] =>
  begins.map((one) => ({ file, begins: one }));

/**
 * Tests of core that cannot hold under Windows or in Wine: they count as left out, not as failed. Each
 * was looked at; what it is about holds by other tests, or stands in docs/seen-on.md.
 */
export const limits: readonly Limit[] = [
  // Programs with the mode to be run, which Windows does not have, and threads, which have no chdir.
  ...of('programs/find.test.ts', 'a program on PATH is'),
  // `/bin/sh`, `/` and HOME; and libuv gives each program what Windows cannot do without (SystemRoot).
  ...of(
    'programs/run.test.ts',
    'a program that runs to its end stands in a neutral folder',
    'its environment',
    'a program that does not end is killed',
  ),
  // Modes: a new file reads as 0666 there.
  ...of('schedule/runs.test.ts', 'noteRun is read back'),
  ...of('schedule/schedule.test.ts', 'on Windows the task comes by an owner-only file'),
  ...of('files/node-file-system.test.ts', 'append creates with the mode'),
  ...of('configuration/edit.test.ts', 'a configuration that is not there yet'),
  // Paths that begin with `/`, as in hooks and expectations; the places are laid as Linux has them.
  ...of(
    'configuration/edit.test.ts',
    'edits keep what they are not about',
    'edits that cannot be made leave the file as it was a disk',
    'two at once what an editor saves',
  ),
  ...of('configuration/trusted-place.test.ts', 'a configuration inside the current project'),
  // On Windows the configuration lies in the local folder, where env-paths has the roaming one.
  ...of('configuration/places.test.ts', 'where configuration and state lie they are the folders'),
  // Folders are flushed on Linux alone; a link to a folder needs a right on Windows.
  ...of(
    'files/durable.test.ts',
    'makeDirectories syncs the parent',
    'makeDirectories takes a folder behind',
  ),
  // Mount points are Linux' and macOS'; a stick under another letter is a step of this suite. A link to
  // a folder needs a right on Windows.
  ...of(
    'backup/destination.test.ts',
    'a drive is found under another mount point',
    'an empty mount point is not used',
    'a folder under version control is refused behind a link',
  ),
  // A rename that changes nothing but the case does nothing in Wine, where both names are one file.
  ...of('store/names.test.ts', 'a name can change its case'),
  ...of('store/versions.test.ts', 'reading what is in use takes the pointer'),
  // Scripts of a shell stand for the programs.
  ...of('schedule/runs.test.ts', 'tellFailure'),
  ...of('schedule/schedule.test.ts', 'on Linux', 'on macOS'),
];
