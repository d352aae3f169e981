export const keptAlive = (resources: readonly string[], exitCode: number) =>
  `The run is over, but the process is kept alive by ${resources.join(', ')}. Ending it with exit code ${exitCode}; ` +
  'close what is open in onModuleDestroy.';
