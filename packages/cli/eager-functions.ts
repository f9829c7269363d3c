import { parseAst } from 'vitest/node';

/** As much of a node of ESTree as is asked for here. */
interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

interface Edit {
  readonly at: number;
  readonly text: string;
}

/**
 * The same module, whose functions V8 compiles with it: a function in parentheses is taken for one
 * that is called at once. What Node keeps in its compile cache is what was compiled when the module
 * had just been read; every function in it that is not, is parsed and compiled anew by each process
 * that comes to call it, which was half of what `check` does. Methods cannot be put in parentheses,
 * and are few.
 *
 * Declarations become variables, and go to the beginning in their order: they could be called before
 * they were come to, and still can.
 */
export function eagerFunctions(source: string): string {
  const { body } = parseAst(source);
  const edits: Edit[] = [];
  const declared: (Node & { readonly name: string })[] = [];
  const visit = (value: unknown, parent: Node | null): void => {
    if (Array.isArray(value)) for (const one of value) visit(one, parent);
    if (!isNode(value)) return;
    const { type, start, end } = value;
    if (type === 'FunctionDeclaration' && parent === null && isNode(value['id'])) {
      declared.push({ ...value, name: String(value['id']['name']) });
    } else if (type === 'ArrowFunctionExpression' || type === 'FunctionExpression') {
      if (!isMethod(parent)) edits.push({ at: start, text: '(' }, { at: end, text: ')' });
    }
    for (const inner of Object.values(value)) visit(inner, value);
  };
  visit(body, null);
  edits.sort((one, other) => one.at - other.at);
  const edited = (from: number, to: number): string => {
    let at = from;
    let text = '';
    for (const edit of edits.filter((one) => one.at >= from && one.at <= to)) {
      text += source.slice(at, edit.at) + edit.text;
      ({ at } = edit);
    }
    return text + source.slice(at, to);
  };
  const [hashbang = ''] = /^#!.*\n/.exec(source) ?? [];
  let variables = '';
  let rest = '';
  let at = hashbang.length;
  for (const { name, start, end } of declared) {
    variables += `var ${name}=(${edited(start, end)});`;
    rest += edited(at, start);
    at = end;
  }
  return hashbang + variables + rest + edited(at, source.length);
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

/** `{ read() {} }`, `{ get width() {} }`, and those of a class. */
function isMethod(parent: Node | null): boolean {
  if (parent?.type !== 'Property') return parent?.type === 'MethodDefinition';
  return parent['method'] === true || parent['kind'] !== 'init';
}
