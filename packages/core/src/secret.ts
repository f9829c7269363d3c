const mask = '•••';

/** `util.inspect.custom`, without loading `node:util` (nodejs.org, util.inspect.custom). */
const inspected: unique symbol = Symbol.for('nodejs.util.inspect.custom');

/**
 * A password or key text that cannot be printed by accident: every conversion to text, JSON or
 * `util.inspect` gives `•••`. Its value is asked for by name.
 *
 * @example
 * const password = new Secret('x');
 * `${password}`; // '•••'
 * password.reveal(); // 'x'
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The text itself. Only for handing it to a cipher, an owner-only file or a person who asked. */
  reveal(): string {
    return this.#value;
  }

  get isEmpty(): boolean {
    return this.#value === '';
  }

  toString(): string {
    return mask;
  }

  toJSON(): string {
    return mask;
  }

  [inspected](): string {
    return mask;
  }
}
