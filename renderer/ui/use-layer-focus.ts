import { useRef } from 'react';
import { focusPane } from './pane-cycling.ts';

/** Handlers for a layer that opens without a trigger of its own. */
export interface LayerFocus {
  onOpenAutoFocus(event: Event): void;
  onCloseAutoFocus(event: Event): void;
}

const FIRST =
  '[autofocus], input:not([disabled]), textarea:not([disabled]), select:not([disabled])';

/**
 * Takes focus into a layer, and back to where it came from, so that it is never lost.
 *
 * @param into `layer`: the layer itself, to be read; `form`: its first input, else its last button;
 * `own`: where the layer puts it by itself
 */
export function useLayerFocus(into: 'layer' | 'form' | 'own'): LayerFocus {
  const cameFrom = useRef<HTMLElement | null>(null);
  return {
    onOpenAutoFocus: (event) => {
      cameFrom.current =
        document.activeElement instanceof HTMLElement ? document.activeElement : null;
      const layer = event.target;
      if (into === 'own' || !(layer instanceof HTMLElement)) return;
      event.preventDefault();
      const buttons = layer.querySelectorAll<HTMLElement>(
        '[data-layer-foot] button:not([disabled])',
      );
      const target =
        into === 'form'
          ? (layer.querySelector<HTMLElement>(FIRST) ?? buttons[buttons.length - 1])
          : undefined;
      (target ?? layer).focus();
    },
    onCloseAutoFocus: (event) => {
      event.preventDefault();
      const back = cameFrom.current;
      if (back !== null && back.isConnected && back !== document.body) {
        back.focus();
        return;
      }
      const pane = document.querySelector<HTMLElement>('main[data-pane], [data-pane]');
      if (pane !== null) focusPane(pane);
    },
  };
}
