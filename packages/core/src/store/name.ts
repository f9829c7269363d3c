import { WeborcaError } from '../errors.ts';

// Letters, digits and marks of any script, so that people can use their own words; `.`, `_`, `-`
// inside. What is invisible (fillers, variation selectors) would make two names look the same.
// The second pattern takes a millisecond merely to be there, and most names do without it.
const plainShape = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
const hasShape = (name: string): boolean =>
  /^(?!.*\p{DI})[\p{L}\p{N}][\p{L}\p{N}\p{M}._-]*$/u.test(name);

// Device names on Windows, with any extension (learn.microsoft.com, "Naming Files, Paths, and
// Namespaces"). NFKC first: COM¹ counts as COM1.
const reserved = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9])$/;

const maxCharacters = 64;
// ext4, APFS and NTFS take 255; room is left for what is put around the name.
const maxBytes = 200;

/**
 * Whether a certificate's name can be a folder's name everywhere: 1 to 64 characters, letters and
 * digits of any script and `.`, `_`, `-`, in NFC, not led by a mark or sign, not ended by a dot, no
 * device name of Windows.
 *
 * @example
 * isValidName('clinic-a'); // true
 * isValidName('本院'); // true
 * isValidName('../x'); // false
 */
export function isValidName(name: string): boolean {
  return (
    (plainShape.test(name) || hasShape(name)) &&
    !name.endsWith('.') &&
    name === name.normalize('NFC') &&
    Array.from(name).length <= maxCharacters &&
    Buffer.byteLength(name) <= maxBytes &&
    !isDeviceName(name)
  );
}

function isDeviceName(name: string): boolean {
  return reserved.test(nameKey(name).split('.', 1)[0] ?? '');
}

/**
 * Whether Windows' own programs open a folder of this name. Node, which names paths in full, makes
 * an `AUX` as well, and Explorer neither opens nor removes it.
 */
export function isNameOnWindows(name: string): boolean {
  // oxlint-disable-next-line no-control-regex -- Windows takes none of them in a name
  return !isDeviceName(name) && !/[<>:"|?*\0-\x1f]/.test(name);
}

/** Two names with the same key cannot stand beside each other: case and width do not tell apart. */
export function nameKey(name: string): string {
  // Down first: ẞ has no capitals of its own, but ß has (SS).
  const folded = name.normalize('NFKC').toLowerCase().toUpperCase().toLowerCase();
  return folded.normalize('NFKC');
}

/** @throws {WeborcaError} `usage-invalid` with problem `name-invalid` */
export function requireValidName(name: string): void {
  if (!isValidName(name)) {
    throw new WeborcaError('usage-invalid', { problem: 'name-invalid', value: name });
  }
}
