export type ToastId = number;

export interface ToastOptions {
  /** What was done, in numbers: "3 tickets resolved". */
  readonly text: string;
  readonly detail?: string;
  readonly tone?: 'neutral' | 'success' | 'warning' | 'danger';
  /** Takes it back; the toast then says so. */
  undo?(): void;
  readonly action?: { readonly label: string; run(): void };
  /** ms until it goes; 8 s unless told, longer with `undo`. */
  readonly durationMs?: number;
}

export interface Toast extends ToastOptions {
  readonly id: ToastId;
}

/** More would cover the work. */
const AT_MOST = 4;

const listeners = new Set<() => void>();
let shown: readonly Toast[] = [];
let lastId = 0;

function change(next: readonly Toast[]): void {
  shown = next;
  for (const listener of listeners) listener();
}

/** Says what happened at the foot of the window, with the way back. */
export function toast(options: ToastOptions): ToastId {
  lastId += 1;
  change([...shown, { ...options, id: lastId }].slice(-AT_MOST));
  return lastId;
}

export function dismissToast(id: ToastId): void {
  if (shown.some((each) => each.id === id)) change(shown.filter((each) => each.id !== id));
}

/** The toasts on screen, oldest first. */
export function currentToasts(): readonly Toast[] {
  return shown;
}

export function subscribeToasts(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
