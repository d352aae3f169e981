// Loaded before a job by --import; tells the test when the job asks for @azure/identity.
import { registerHooks } from 'node:module';
import { tell } from './channel.js';

registerHooks({
  resolve(specifier, context, nextResolve) {
    if (specifier === '@azure/identity') tell({ event: 'identity-loaded' });
    return nextResolve(specifier, context);
  },
});
