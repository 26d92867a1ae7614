import type { JSX, ReactNode } from 'react';
import { Tooltip } from 'radix-ui';
import { ToastHost } from './toast-host.tsx';
import { useCommandKeys } from './use-commands.ts';

/** Around the whole window: tooltips, toasts and the keys of commands. */
export function UiRoot({ children }: { readonly children: ReactNode }): JSX.Element {
  useCommandKeys();
  return (
    <Tooltip.Provider delayDuration={500} skipDelayDuration={300}>
      {children}
      <ToastHost />
    </Tooltip.Provider>
  );
}
