import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { ROOT } from '../package/run.ts';

/** A text of the sources that people may read; what is filled in is `<>`. */
export interface SourceText {
  readonly file: string;
  readonly text: string;
}

/** What stands for a part that is filled in. */
const HOLE = '<>';

/** With fewer words it is a name, or a part of a text that is found as a whole, unless it is a sentence. */
const LEAST_WORDS = 3;

const NO_SOURCES = '**/*.{spec,fixture,contract,fuzz}.ts';

/** What help says, and what has a way out of its own beside it: the tool's findings, and the options of its simulation. */
const NO_FAULTS_OF_THE_TOOL = [
  '**/*.command.ts',
  '**/*-flags.ts',
  '**/completion.ts',
  '**/program.ts',
  '**/{doctor,plan,terminal}/**',
];

/** Every text in the library's code. */
export function libraryTexts(): SourceText[] {
  return textsIn('libs/queue-job/src/**/*.ts');
}

/** Every text in the tool's code but {@link NO_FAULTS_OF_THE_TOOL}. */
export function toolTexts(): SourceText[] {
  return textsIn('libs/queue-job-cli/src/**/*.ts', NO_FAULTS_OF_THE_TOOL);
}

/** What the chart refuses and warns of: each is an item of a list. */
export function chartTexts(): SourceText[] {
  return globSync('helm/queue-job/templates/_*.tpl', { cwd: ROOT }).flatMap((file) =>
    [...readFileSync(join(ROOT, file), 'utf8').matchAll(/^- (.+)$/gm)]
      .map(([, text]) => ({ file, text: text!.replaceAll(/\{\{.*?\}\}/g, HOLE) }))
      .filter(({ text }) => isText(text)),
  );
}

/** A text of a page with its fillings left out, as texts of the sources have them. */
export function withoutFillings(text: string): string {
  return text.replaceAll(/<[^<>]*>/g, HOLE);
}

function textsIn(pattern: string, exclude: readonly string[] = []): SourceText[] {
  return globSync(pattern, { cwd: ROOT, exclude: [NO_SOURCES, ...exclude] }).flatMap((file) => {
    const source = readFileSync(join(ROOT, file), 'utf8');
    const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
    return textsOf(tree).map((text) => ({ file, text: withoutFillings(text) }));
  });
}

/** The texts of a piece of code, those that are put together from parts as one. */
function textsOf(node: ts.Node): string[] {
  // A pattern, or what an assembler of texts is given.
  if (ts.isTaggedTemplateExpression(node)) return [];
  const text = folded(node);
  const inside = [...childrenOf(node)].flatMap(textsOf);
  return text !== undefined && isText(text) ? [text, ...inside] : inside;
}

function isText(text: string): boolean {
  const words = text.replaceAll(HOLE, ' ').trim().split(/\s+/);
  return words.length >= LEAST_WORDS || /[a-z]{3,}.*\.$/.test(text);
}

/** A literal, or several put together, as one text. */
function folded(node: ts.Node): string | undefined {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (ts.isTemplateExpression(node)) {
    return node.head.text + node.templateSpans.map(({ literal }) => HOLE + literal.text).join('');
  }
  if (!isSum(node)) return undefined;
  const [left, right] = [folded(node.left), folded(node.right)];
  return left === undefined && right === undefined ? undefined : (left ?? HOLE) + (right ?? HOLE);
}

/** What may hold texts of its own: the parts of a text do not, what is filled into it does. */
function* childrenOf(node: ts.Node): Generator<ts.Node> {
  if (ts.isTemplateExpression(node)) {
    for (const { expression } of node.templateSpans) yield expression;
  } else if (isSum(node) && folded(node) !== undefined) {
    for (const side of [node.left, node.right]) {
      if (folded(side) === undefined) yield side;
      else yield* childrenOf(side);
    }
  } else yield* node.getChildren();
}

function isSum(node: ts.Node): node is ts.BinaryExpression {
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken;
}
