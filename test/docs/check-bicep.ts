import { z } from 'zod';
import { Expression, parseBicep, type BicepValue, type Declaration } from './bicep.ts';
import type { CodeBlock } from './code-block.ts';

/** Functions of Bicep that are in use; what is none of them must be declared. */
const FUNCTIONS = ['guid', 'json', 'resourceGroup', 'subscriptionResourceId'];

const computed = z.instanceof(Expression);
const text = z.union([z.string(), computed]);
const count = z.union([z.number(), computed]);

const access = z.strictObject({
  scope: computed,
  name: computed,
  properties: z.strictObject({
    principalId: text,
    principalType: z.enum(['ServicePrincipal', 'Group', 'User']),
    roleDefinitionId: text,
  }),
});

const child = z.strictObject({ parent: computed, name: text });

/** An event-driven job, as Azure's API has it. @see https://learn.microsoft.com/azure/templates/microsoft.app/2025-01-01/jobs */
const job = z.strictObject({
  name: text,
  location: text,
  identity: z.strictObject({
    type: z.enum(['UserAssigned', 'SystemAssigned']),
    userAssignedIdentities: z.record(z.string(), z.strictObject({})),
  }),
  properties: z.strictObject({
    environmentId: text,
    configuration: z.strictObject({
      triggerType: z.literal('Event'),
      replicaTimeout: count,
      replicaRetryLimit: count,
      eventTriggerConfig: z.strictObject({
        parallelism: count,
        replicaCompletionCount: count,
        scale: z.strictObject({
          minExecutions: count,
          maxExecutions: count,
          pollingInterval: count,
          rules: z.array(
            z.strictObject({
              name: text,
              type: z.literal('azure-queue'),
              identity: text,
              // KEDA wants texts, numbers too.
              metadata: z.strictObject({
                accountName: text,
                queueName: text,
                queueLength: z.string(),
              }),
            }),
          ),
        }),
      }),
    }),
    template: z.strictObject({
      containers: z.array(
        z.strictObject({
          name: text,
          image: text,
          resources: z.strictObject({ cpu: computed, memory: z.string().endsWith('Gi') }),
          env: z.array(z.strictObject({ name: z.string(), value: text })),
        }),
      ),
    }),
  }),
  dependsOn: z.array(computed),
});

/** What a resource of each type looks like, at the version of the API that was looked at. */
const RESOURCES: Readonly<Record<string, z.ZodType>> = {
  'Microsoft.App/jobs@2025-01-01': job,
  'Microsoft.Authorization/roleAssignments@2022-04-01': access,
  'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31': z.strictObject({
    name: text,
    location: text,
  }),
  'Microsoft.Storage/storageAccounts@2024-01-01': z.strictObject({ name: text }),
  'Microsoft.Storage/storageAccounts/queueServices@2024-01-01': child,
  'Microsoft.Storage/storageAccounts/queueServices/queues@2024-01-01': child,
};

/** Checks what can be known without Azure's compiler: syntax, names, and the shape of the resources. */
export function checkBicep({ page, line, text: source }: CodeBlock): string[] {
  try {
    const declarations = parseBicep(source);
    const names = declarations.map(({ name }) => name);
    return declarations.flatMap((declaration) =>
      [...unknownNames(declaration, names), ...misshapen(declaration)].map(
        (fault) => `${page}:${line} ${declaration.name}: ${fault}`,
      ),
    );
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return [`${page}:${line} ${error.message}`];
  }
}

function unknownNames({ value }: Declaration, declared: readonly string[]): string[] {
  const known = new Set([...declared, ...FUNCTIONS]);
  return expressionsIn(value)
    .flatMap((expression) => namesIn(expression))
    .filter((name) => !known.has(name))
    .map((name) => `Nothing declares "${name}".`);
}

function misshapen({ kind, type, value }: Declaration): string[] {
  if (kind !== 'resource') return [];
  const shape = RESOURCES[type ?? ''];
  if (shape === undefined) return [`test/docs/check-bicep.ts does not know the type ${type}.`];
  const { error } = shape.safeParse(value);
  return (error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
}

function expressionsIn(value: BicepValue | undefined): string[] {
  if (value instanceof Expression) return [value.text];
  if (typeof value !== 'object') return [];
  const keys = Array.isArray(value) ? [] : Object.keys(value).filter((key) => key.startsWith("'"));
  return [...keys, ...Object.values(value).flatMap((part: BicepValue) => expressionsIn(part))];
}

/** The names an expression begins with, outside of texts but in what is filled into them. */
function namesIn(expression: string): string[] {
  const filledIn = [...expression.matchAll(/\$\{([^}]+)\}/g)].map(([, part = '']) => part);
  const bare = expression.replaceAll(/'[^']*'/g, ' ');
  return [bare, ...filledIn].flatMap((part) =>
    [...part.matchAll(/(?<![\w.])[A-Za-z_]\w*/g)].map(([name]) => name),
  );
}
