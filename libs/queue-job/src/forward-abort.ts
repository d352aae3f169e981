/**
 * Aborts a controller as soon as any of the signals is, with its reason. Like `AbortSignal.any`, whose signals Node keeps for as
 * long as a listener is on them: in a long run, for ever.
 *
 * @returns stops listening
 */
export function forwardAbort(
  signals: readonly AbortSignal[],
  controller: AbortController,
): () => void {
  const stops = signals.map((signal) => {
    const onAbort = () => controller.abort(signal.reason);
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
    return () => signal.removeEventListener('abort', onAbort);
  });
  return () => {
    for (const stop of stops) stop();
  };
}
