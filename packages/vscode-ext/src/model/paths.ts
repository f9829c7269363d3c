/** The last part of a path, whichever system it is of. */
export function basenameOf(path: string): string {
  return path.split(/[/\\]/).at(-1) ?? path;
}

/** Whether two absolute paths are written for the same file. */
export function samePath(one: string, other: string): boolean {
  return plainPath(one) === plainPath(other);
}

/**
 * The same text for the same file. On Windows letters count whatever their case, and VS Code writes
 * drives in small ones; two names of one file by links are not found out.
 */
export function plainPath(path: string): string {
  return /^[a-z]:[/\\]/i.test(path) ? path.replaceAll('/', '\\').toLowerCase() : path;
}

/** Where programs keep the key of a certificate in PEM; none beside another file. */
export function keyBeside(file: string): readonly string[] {
  return /\.(?:pem|crt|cer)$/i.test(file) ? [file.replace(/\.[^.]+$/, '.key')] : [];
}
