import {
  useRef,
  useState,
  type CSSProperties,
  type JSX,
  type KeyboardEvent,
  type ReactNode,
} from 'react';
import { useBreakpoint, type Breakpoint } from './breakpoint.ts';
import { cx } from './cx.ts';
import { t } from './i18n.ts';
import { PaneContext } from './pane-context.ts';
import { DEFAULT_PANE_WIDTHS, useWidth, useWidths, type PaneWidths } from './pane-widths.ts';
import { Splitter } from './splitter.tsx';

export { DEFAULT_PANE_WIDTHS, type PaneWidths } from './pane-widths.ts';

const MIN_LIST = 280;
const MIN_RECORD = 396;
const MIN_CONTEXT = 200;
const MAX_CONTEXT = 480;
const STRIP = 40;

export interface PaneLayoutProps {
  /** A `Pane` each. */
  readonly list?: ReactNode;
  readonly record?: ReactNode;
  readonly context?: ReactNode;
  /** A `ContextStrip`, seen where the context pane is closed or the window too narrow for it. */
  readonly strip?: ReactNode;
  readonly widths?: PaneWidths | undefined;
  onWidthsChange?(widths: PaneWidths): void;
  /** Whether the context pane is seen now; see `useContextPane`. */
  readonly contextOpen: boolean;
  onContextOpenChange(open: boolean): void;
  /** The single pane of windows up to 860 px; `record` unless told. */
  readonly show?: 'list' | 'record';
  readonly className?: string;
}

interface Arrangement {
  readonly list: boolean;
  readonly record: boolean;
  readonly context: boolean;
  readonly strip: boolean;
  /** One pane at a time. */
  readonly single: boolean;
  /** The context lies over the record. */
  readonly over: boolean;
}

function arrange(props: PaneLayoutProps, breakpoint: Breakpoint): Arrangement {
  const { list, record, context, strip, contextOpen, show = 'record' } = props;
  const has = (node: ReactNode): boolean => node !== undefined && node !== null && node !== false;
  const single = breakpoint === 'compact' || breakpoint === 'field';
  const over = breakpoint !== 'wide';
  return {
    single,
    over,
    list: has(list) && (!single || !has(record) || show === 'list'),
    record: has(record) && (!single || !has(list) || show === 'record'),
    context: has(context) && contextOpen,
    strip: has(context) && has(strip) && !single && (over || !contextOpen),
  };
}

/**
 * List, record and context beside each other. Up to 1400 px the context opens over the record, up
 * to 860 px list and record share one place.
 */
export function PaneLayout(props: PaneLayoutProps): JSX.Element {
  const { list, record, context, strip, onContextOpenChange, className } = props;
  const breakpoint = useBreakpoint();
  const box = useRef<HTMLDivElement>(null);
  const room = useWidth(box, typeof window === 'undefined' ? 1440 : window.innerWidth);
  const { widths, resize, rest } = useWidths(props.widths, props.onWidthsChange);
  const seen = arrange(props, breakpoint);
  const listKey = breakpoint === 'narrow' ? 'listNarrow' : 'list';
  const side = seen.strip ? STRIP : seen.context && !seen.over ? widths.context : 0;
  const maxList = Math.max(MIN_LIST, room - side - MIN_RECORD);
  const listWidth = Math.min(Math.max(widths[listKey], MIN_LIST), maxList);
  const split = seen.list && seen.record;

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !seen.over || !seen.context || event.defaultPrevented) return;
    event.preventDefault();
    onContextOpenChange(false);
  };
  const listEdge = split ? (
    <Splitter
      label={t('Width of the list')}
      side="start"
      width={listWidth}
      min={MIN_LIST}
      max={maxList}
      onResize={(width) => resize({ [listKey]: width })}
      onRest={(width) => rest({ [listKey]: width })}
      onReset={() => rest({ [listKey]: DEFAULT_PANE_WIDTHS[listKey] })}
    />
  ) : null;
  const contextEdge =
    seen.context && !seen.over ? (
      <Splitter
        label={t('Width of the context pane')}
        side="end"
        width={widths.context}
        min={MIN_CONTEXT}
        max={MAX_CONTEXT}
        onResize={(width) => resize({ context: width })}
        onRest={(width) => rest({ context: width })}
        onReset={() => rest({ context: DEFAULT_PANE_WIDTHS.context })}
      />
    ) : null;
  const style = {
    '--list-width': `${listWidth}px`,
    '--context-width': `${widths.context}px`,
  } as CSSProperties;
  return (
    <PaneContext.Provider
      value={{
        main: seen.record ? 'record' : 'list',
        edges: { list: listEdge, context: contextEdge },
      }}
    >
      <div
        ref={box}
        className={cx('desk', seen.single && 'desk--single', split && 'desk--split', className)}
        style={style}
        onKeyDown={onKeyDown}
      >
        {seen.list ? <div className="desk__list">{list}</div> : null}
        {seen.record ? <div className="desk__record">{record}</div> : null}
        {seen.context ? (
          <div className={cx('desk__context', seen.over && 'desk__context--over')}>{context}</div>
        ) : null}
        {seen.strip ? (
          <aside className="desk__strip" aria-label={t('Context')}>
            {strip}
          </aside>
        ) : null}
      </div>
    </PaneContext.Provider>
  );
}

/**
 * Whether the context pane is seen. A wide window keeps the person's choice; on a narrow one the
 * pane lies over the record, so it starts closed there and is not remembered.
 *
 * @param wideOpen the remembered choice for wide windows
 * @param onWideOpenChange remembers it
 */
export function useContextPane(
  wideOpen: boolean,
  onWideOpenChange: (open: boolean) => void,
): readonly [open: boolean, setOpen: (open: boolean) => void] {
  const wide = useBreakpoint() === 'wide';
  const [over, setOver] = useState(false);
  return wide ? [wideOpen, onWideOpenChange] : [over, setOver];
}
