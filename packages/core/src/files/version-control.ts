/** What lies in a folder that a version control system looks after. */
export const versionControlMarks = [
  '.git',
  '.hg',
  '.svn',
  '.jj',
  '.bzr',
  '_darcs',
  '.fslckout',
] as const;
