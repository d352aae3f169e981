// What a person reads when the application has no executor, or not a usable one.

export const noExecutor = () =>
  'is missing. Mark the class that does the work with @QueueMessageExecutor() and add it to the providers of a module.';

export const severalDefaults = (names: readonly string[]) =>
  `is without a type on ${names.length} providers, ${names.join(', ')}, and it is unclear which one is meant. ` +
  'Give all but one of them a type.';

export const severalForType = (type: string, names: readonly string[]) =>
  `has the type "${type}" on ${names.length} providers, ${names.join(', ')}. Leave it on one of them.`;

export const unreachableType = (type: unknown) =>
  `has the type ${JSON.stringify(type)}, which no message can have. Write a text that is not empty and has no blanks around it.`;

export const noTypes = () =>
  'has an empty list of types. Name one, or leave the list out to take every message that no other executor takes.';

export const notSingleton = () =>
  'is request-scoped or transient, or depends on a provider that is, be it a guard or another enhancer. A job has no request; ' +
  'make it and what it injects singletons (the default scope).';

export const enhancersNeedClass = () =>
  'is provided as a value or by a factory, and Nest makes no guard, interceptor, pipe or filter for such a provider. Provide its ' +
  'class, or bind instances.';

export const noExecuteMethod = () =>
  'has no method execute(message, signal). Let it implement IQueueMessageExecutor.';

export const unusableSingleton = (path: unknown) =>
  `has the singleton ${JSON.stringify(path)}, which is not the name of a field. Write names joined by dots, such as guardian.id.`;

export const unusablePayload = () => 'has a payload that is neither a class nor a Standard Schema.';

export const payloadWithoutRules = (name: string) =>
  `has the payload ${name}, a class without any rule, so that no message would be valid. Decorate its properties with rules of ` +
  'class-validator; @Allow() is one that always holds.';
