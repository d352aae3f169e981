// Loaded before a job by --import; the job then runs as if @opentelemetry/api were not installed.
import { registerHooks } from 'node:module';

registerHooks({
  resolve(specifier, context, nextResolve) {
    if (specifier !== '@opentelemetry/api') return nextResolve(specifier, context);
    throw Object.assign(new Error(`Cannot find package '${specifier}'`), {
      code: 'ERR_MODULE_NOT_FOUND',
    });
  },
});
