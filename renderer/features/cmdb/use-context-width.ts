import { create } from 'zustand';

/** The paths and reasons need more room than the context of a ticket; CSS px, as in the design. */
export const useContextWidth = create<{ readonly width: number }>(() => ({ width: 340 }));
