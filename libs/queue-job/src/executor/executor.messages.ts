// What a person reads when the application has no executor, or not a usable one.

export const noExecutor = () =>
  'is missing. Mark the class that does the work with @QueueMessageExecutor() and add it to the providers of a module.';

export const severalExecutors = (names: readonly string[]) =>
  `is on ${names.length} providers, ${names.join(', ')}, and it is unclear which one is meant. Leave it on one of them.`;

export const notSingleton = () =>
  'is request-scoped or transient, or depends on a provider that is. A job has no request; make it and what it injects ' +
  'singletons (the default scope).';

export const noExecuteMethod = () =>
  'has no method execute(message, signal). Let it implement IQueueMessageExecutor.';
