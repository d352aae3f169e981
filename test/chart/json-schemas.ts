import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';

type Schema = Readonly<Record<string, unknown>>;

/** Kubernetes' description of its own API: OpenAPI 2. */
interface OpenApi {
  readonly definitions: Readonly<Record<string, Schema>>;
}

interface GroupVersionKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

interface CustomResourceDefinition {
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly {
      readonly name: string;
      readonly schema: { readonly openAPIV3Schema: Schema };
    }[];
  };
}

/** Where kubeconform is to look, below the directory of one Kubernetes version. */
export const SCHEMA_FILE = '{{.ResourceKind}}_{{.Group}}_{{.ResourceAPIVersion}}.json';

/** Kubeconform takes the version for the group of what has none. */
const fileOf = ({ group, version, kind }: GroupVersionKind) =>
  `${kind.toLowerCase()}_${group || version}_${version}.json`;

/**
 * Makes JSON schemas, strict ones, of what the modules describe: a directory for each version of Kubernetes, with the kinds that a
 * chart may hold and the custom resources.
 *
 * @returns the versions
 */
export function makeSchemas(
  modules: string,
  target: string,
  kinds: readonly string[],
): readonly string[] {
  const files = readdirSync(modules);
  const versions = files.flatMap((name) => /^kubernetes-v(.*)\.json$/.exec(name)?.[1] ?? []);
  const custom = files.filter((name) => name.endsWith('.yaml'));
  for (const version of versions) {
    const directory = join(target, version);
    mkdirSync(directory, { recursive: true });
    const source = join(modules, `kubernetes-v${version}.json`);
    const own = ofKubernetes(JSON.parse(readFileSync(source, 'utf8')) as OpenApi, kinds);
    const all = [...own, ...custom.flatMap((name) => ofCustomResource(join(modules, name)))];
    for (const [name, schema] of all) writeFileSync(join(directory, name), JSON.stringify(schema));
  }
  return versions;
}

function ofKubernetes(
  { definitions }: OpenApi,
  kinds: readonly string[],
): readonly (readonly [string, Schema])[] {
  const strict = strictly(definitions) as OpenApi['definitions'];
  return Object.entries(definitions).flatMap(([name, definition]) => {
    const identities = (definition['x-kubernetes-group-version-kind'] ?? []) as GroupVersionKind[];
    return identities
      .filter(({ kind }) => kinds.includes(kind))
      .map((identity) => {
        const schema = { $ref: `#/definitions/${name}`, definitions: strict };
        return [fileOf(identity), schema] as const;
      });
  });
}

function ofCustomResource(path: string): readonly (readonly [string, Schema])[] {
  const definition = parse(readFileSync(path, 'utf8')) as CustomResourceDefinition;
  const { group, names, versions } = definition.spec;
  if (versions.length === 0) throw new Error(`${basename(path)} describes no version.`);
  return versions.map(({ name: version, schema }) => {
    const { properties, ...rest } = schema.openAPIV3Schema as { properties: Schema };
    const withMetadata = { ...rest, properties: { ...properties, metadata: { type: 'object' } } };
    return [
      fileOf({ group, version, kind: names.kind }),
      strictly(withMetadata, ['metadata']) as Schema,
    ];
  });
}

/** The same schema, refusing fields that it does not name, as `kubectl apply --validate=strict` does. */
function strictly(schema: unknown, open: readonly string[] = []): unknown {
  if (Array.isArray(schema)) return schema.map((item) => strictly(item));
  if (typeof schema !== 'object' || schema === null) return schema;
  const fields = schema as Schema;
  if (fields['format'] === 'int-or-string' || fields['x-kubernetes-int-or-string'] === true) {
    return { type: ['integer', 'string'] };
  }
  const mapped = Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [
      key,
      open.includes(key) ? value : strictly(value),
    ]),
  );
  // The service takes a number for a quantity such as 2 CPUs as well.
  if (typeof fields['description'] === 'string' && isQuantity(fields)) {
    return { ...mapped, type: ['string', 'number'] };
  }
  const isClosed =
    typeof fields['properties'] === 'object' &&
    fields['additionalProperties'] === undefined &&
    fields['x-kubernetes-preserve-unknown-fields'] !== true &&
    !('type' in (fields['properties'] as Schema) && typeof fields['type'] !== 'string');
  return isClosed ? { ...mapped, additionalProperties: false } : mapped;
}

function isQuantity({ description, type }: Schema): boolean {
  return type === 'string' && String(description).startsWith('Quantity is a fixed-point');
}
