/** Something that Bicep computes: a name, a call, a text with parts to fill in. */
export class Expression {
  constructor(readonly text: string) {}
}

export type BicepValue =
  | string
  | number
  | boolean
  | Expression
  | readonly BicepValue[]
  | { readonly [key: string]: BicepValue };

/** `param`, `var`, `resource` or `output`. */
export interface Declaration {
  readonly kind: string;
  readonly name: string;
  /** `Microsoft.App/jobs@2025-01-01` of a resource, `string` of a parameter. */
  readonly type?: string;
  readonly existing: boolean;
  readonly value?: BicepValue;
}

const DECLARATION =
  /(?<kind>param|var|resource|output)\s+(?<name>\w+)(?:\s+(?:'(?<resource>[^']+)'|(?<type>\w+)))?(?:\s+(?<existing>existing))?[ \t]*(?<assigned>=)?[ \t]*/y;

/**
 * Reads as much of Bicep as infrastructure on our pages is written in: no loops, no conditions, no modules.
 *
 * @throws SyntaxError at what is none of that
 */
export function parseBicep(text: string): readonly Declaration[] {
  return new Reader(text.replaceAll(/^[ \t]*\/\/.*$/gm, '')).declarations();
}

class Reader {
  #at = 0;

  constructor(private readonly text: string) {}

  declarations(): Declaration[] {
    const found: Declaration[] = [];
    while ((this.#skip(/\s*/y), this.#at < this.text.length)) {
      const groups = this.#take(DECLARATION, 'a declaration').groups!;
      const type = groups['resource'] ?? groups['type'];
      found.push({
        kind: groups['kind']!,
        name: groups['name']!,
        existing: groups['existing'] !== undefined,
        ...(type === undefined ? {} : { type }),
        ...(groups['assigned'] === undefined ? {} : { value: this.#value() }),
      });
    }
    return found;
  }

  #value(): BicepValue {
    if (this.#skip(/\{/y)) return this.#object();
    if (this.#skip(/\[/y)) return this.#list();
    const [text] = this.#take(
      /(?:'(?:[^'\\\n]|\\.)*'|\((?:[^()]|\([^()]*\))*\)|[\w.!])+/y,
      'a value',
    );
    if (/^\d+$/.test(text)) return Number(text);
    if (/^(true|false)$/.test(text)) return text === 'true';
    const plain = /^'((?:[^'$\\]|\$(?!\{))*)'$/.exec(text);
    return plain === null ? new Expression(text) : plain[1]!;
  }

  #object(): BicepValue {
    const entries: Record<string, BicepValue> = {};
    while ((this.#skip(/[\s,]*/y), !this.#skip(/\}/y))) {
      const [, name, quoted] = this.#take(/(?:(\w+)|('(?:[^'\\\n]|\\.)*'))[ \t]*:[ \t]*/y, 'a key');
      const key = name ?? quoted!;
      if (key in entries) throw this.#error(`no second "${key}"`);
      entries[key] = this.#value();
    }
    return entries;
  }

  #list(): BicepValue {
    const items: BicepValue[] = [];
    while ((this.#skip(/[\s,]*/y), !this.#skip(/\]/y))) items.push(this.#value());
    return items;
  }

  #skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.#at;
    const [skipped] = pattern.exec(this.text) ?? [];
    this.#at += skipped?.length ?? 0;
    return skipped !== undefined;
  }

  #take(pattern: RegExp, what: string): RegExpExecArray {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.text);
    if (match === null) throw this.#error(what);
    this.#at += match[0].length;
    return match;
  }

  #error(expected: string): SyntaxError {
    const line = this.text.slice(0, this.#at).split('\n').length;
    return new SyntaxError(`Line ${line} of the block: expected ${expected}.`);
  }
}
