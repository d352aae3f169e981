/** Calls for every item, `width` at once, in their order. Rejects with what is thrown first, once all that was begun is over. */
export async function inParallel<T>(
  items: readonly T[],
  width: number,
  call: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = items.values();
  const worker = async () => {
    for (const item of waiting) await call(item);
  };
  const ends = await Promise.allSettled(Array.from({ length: width }, worker));
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}
