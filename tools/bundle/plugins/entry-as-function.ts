import type { Plugin } from 'rolldown';
import { parseAst } from 'rolldown/parseAst';

type Statement = ReturnType<typeof parseAst>['body'][number];

/** In stacks; no module has it for something else. */
const NAME = 'bundledApplication';

/**
 * Makes the entry module export its body as the asynchronous function `run`. A script, unlike a module, has no `await` at its top
 * level, and only a script can be given its code cache.
 *
 * @param entry the path of the module
 */
export function entryAsFunction(entry: string): Plugin {
  return {
    name: 'entry-as-function',
    transform: {
      filter: { id: entry },
      handler(code, id) {
        if (id !== entry) return null;
        const parts = parseAst(code).body.map((node) => partOf(node, code));
        const top = parts.flatMap(({ top = [] }) => top);
        const inside = parts.flatMap(({ inside = [] }) => inside);
        return {
          code: `${top.join('\n')}\nasync function ${NAME}() {\n${inside.join('\n')}\n}\nexport { ${NAME} as run };\n`,
          map: null,
        };
      },
    },
  };
}

/** Where a statement goes: what imports stays at the top, of what is exported only the declaration counts, for nobody imports it. */
function partOf(
  node: Statement,
  code: string,
): { readonly top?: string; readonly inside?: string } {
  const text = ({ start, end }: { readonly start: number; readonly end: number }) =>
    code.slice(start, end);
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
      return { top: text(node) };
    case 'ExportDefaultDeclaration':
      return { inside: `${text(node.declaration)};` };
    case 'ExportNamedDeclaration':
      if (node.source !== null) return { top: text(node) };
      return node.declaration === null ? {} : { inside: text(node.declaration) };
    default:
      return { inside: text(node) };
  }
}
