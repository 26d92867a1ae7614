/** Work done before the thread is given back; with what the frame itself needs it stays under 16 ms. */
const SLICE_MS = 8;

/**
 * Does something for each of many, in slices between which frames are drawn. Rejects with an
 * AbortError when the signal fires.
 *
 * @param onSlice told how many are done, after each slice
 */
export async function inSlices<T>(
  all: readonly T[],
  work: (one: T) => void,
  signal: AbortSignal,
  onSlice?: (done: number) => void,
): Promise<void> {
  let sliceEndsAt = performance.now() + SLICE_MS;
  for (const [index, one] of all.entries()) {
    work(one);
    if (performance.now() < sliceEndsAt) continue;
    onSlice?.(index + 1);
    await new Promise((resolve) => setTimeout(resolve, 0));
    signal.throwIfAborted();
    sliceEndsAt = performance.now() + SLICE_MS;
  }
  onSlice?.(all.length);
}
