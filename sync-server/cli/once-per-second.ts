const INTERVAL_MS = 1_000;

/** Says whether a second has passed since it last said so, or since it was made. */
export function oncePerSecond(nowMs: () => number = Date.now): () => boolean {
  let lastMs = nowMs();
  return () => {
    const now = nowMs();
    if (now - lastMs < INTERVAL_MS) return false;
    lastMs = now;
    return true;
  };
}
