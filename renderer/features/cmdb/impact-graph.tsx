import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import { PanOnScrollMode, ReactFlow, ReactFlowProvider, useReactFlow } from '@xyflow/react';
import { useNavigation } from '../../state/navigation.ts';
import { t } from '../../ui/i18n.ts';
import { BOX, layoutOf } from './impact-layout.ts';
import type { Layout } from './impact-layout.ts';
import { EDGE_TYPES, NODE_TYPES, toEdge } from './impact-parts.tsx';
import type { BoxNode, CaptionNode, FlowNode } from './impact-parts.tsx';
import type { Band, ViewNode } from './impact-view.ts';
import { nextBox } from './next-box.ts';
import type { ImpactState } from './use-impact.ts';

function captionText(band: Band): string {
  switch (band) {
    case 'dependency':
      return t('It depends on');
    case 'this':
      return t('This');
    case 'dependant':
      return t('Depend on it');
    case 'service':
      return t('Services');
  }
}

/** The names of the columns, each over the first column of its part. */
function captions(nodes: readonly ViewNode[], layout: Layout): CaptionNode[] {
  const first = new Map<Band, number>();
  for (const { band, key } of nodes) {
    const x = layout.at.get(key)?.x ?? 0;
    first.set(band, Math.min(first.get(band) ?? Infinity, x));
  }
  return [...first].map(([band, x]) => ({
    id: `caption:${band}`,
    type: 'caption',
    position: { x, y: 0 },
    data: { text: captionText(band) },
    draggable: false,
    focusable: false,
    selectable: false,
  }));
}

const MARGIN = 20;
/** Below this the words cannot be read; the picture is moved instead. */
const MIN_ZOOM = 0.85;

/** Height of the picture, CSS px: as the design at least, and never so high that nothing follows. */
const HEIGHT = { least: 300, most: 600 } as const;

/** All of it where it can be read, else with the item in sight. */
function useFirstView(
  layout: Layout,
  rootKey: string,
  box: React.RefObject<HTMLDivElement | null>,
): void {
  const { setViewport } = useReactFlow();
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const show = (): void => {
      const { clientWidth: width, clientHeight: height } = element;
      if (width === 0 || height === 0) return;
      const fits = Math.min((width - MARGIN) / layout.width, (height - MARGIN) / layout.height);
      const zoom = Math.min(1, Math.max(MIN_ZOOM, fits));
      const free = width - layout.width * zoom;
      const root = layout.at.get(rootKey) ?? { x: 0, y: 0 };
      const rootX = width / 3 - root.x * zoom;
      const x = free >= MARGIN / 2 ? free / 2 : Math.min(MARGIN, Math.max(free - MARGIN, rootX));
      const spare = height - layout.height * zoom;
      const centred = height / 2 - (root.y + BOX.height / 2) * zoom;
      const y =
        spare >= 0 ? Math.min(spare / 2, MARGIN) : Math.min(8, Math.max(spare - 8, centred));
      void setViewport({ x, y, zoom });
    };
    show();
    const observer = new ResizeObserver(show);
    observer.observe(element);
    return () => observer.disconnect();
  }, [layout, rootKey, box, setViewport]);
}

interface BoxFocus {
  /** The one box that Tab stops at; arrows lead on from there. */
  readonly tabStop: string;
  readonly onFocus: (key: string) => void;
  readonly onMove: (from: string, key: string) => boolean;
}

/** Focus among the boxes; the picture moves along so that the focus is never out of sight. */
function useBoxFocus(
  layout: Layout,
  rootKey: string,
  box: React.RefObject<HTMLDivElement | null>,
): BoxFocus {
  const { setCenter, getViewport } = useReactFlow();
  const [focused, setFocused] = useState(rootKey);
  const onFocus = useCallback(
    (key: string): void => {
      setFocused(key);
      const element = box.current;
      const at = layout.at.get(key);
      if (!element || !at) return;
      // Browsers scroll what is focused into sight, which would shift the picture off its grid.
      for (const each of element.querySelectorAll('.react-flow, .react-flow__renderer')) {
        each.scrollTo(0, 0);
      }
      const { x, y, zoom } = getViewport();
      const left = at.x * zoom + x;
      const top = at.y * zoom + y;
      const isInSight =
        left >= 0 &&
        top >= 0 &&
        left + BOX.width * zoom <= element.clientWidth &&
        top + BOX.height * zoom <= element.clientHeight;
      if (!isInSight) void setCenter(at.x + BOX.width / 2, at.y + BOX.height / 2, { zoom });
    },
    [layout, box, setCenter, getViewport],
  );
  const onMove = useCallback(
    (from: string, key: string): boolean => {
      const next = nextBox(layout.at, from, key);
      if (next === undefined) return false;
      const boxes = [...(box.current?.querySelectorAll<HTMLElement>('[data-box]') ?? [])];
      boxes.find((each) => each.dataset['box'] === next)?.focus({ preventScroll: true });
      return true;
    },
    [layout, box],
  );
  return { tabStop: layout.at.has(focused) ? focused : rootKey, onFocus, onMove };
}

/** Boxes and the names of their columns, as the library wants them. */
function useFlowNodes(state: ImpactState, layout: Layout, focus: BoxFocus): FlowNode[] {
  const { view, factsOf, open } = state;
  const { tabStop, onFocus, onMove } = focus;
  const openRecord = useNavigation((store) => store.openRecord);
  const onOpen = useCallback(
    (node: ViewNode): void => {
      if (node.memberIds.length > 1) open(node.key);
      else if (factsOf(node.key).canOpen) openRecord(node.key);
    },
    [open, factsOf, openRecord],
  );
  return useMemo(
    () => [
      ...captions(view.nodes, layout),
      ...view.nodes.map((node): BoxNode => ({
        id: node.key,
        type: 'box',
        position: layout.at.get(node.key) ?? { x: 0, y: 0 },
        ...BOX,
        data: { node, factsOf, isTabStop: node.key === tabStop, onOpen, onMove, onFocus },
        draggable: false,
        focusable: false,
      })),
    ],
    [view, layout, factsOf, tabStop, onOpen, onMove, onFocus],
  );
}

function Canvas({
  state,
  name,
}: {
  readonly state: ImpactState;
  readonly name: string;
}): ReactElement {
  const { view, impact } = state;
  const box = useRef<HTMLDivElement>(null);
  const layout = useMemo(() => layoutOf(view), [view]);
  useFirstView(layout, impact.failedId, box);
  const focus = useBoxFocus(layout, impact.failedId, box);
  const nodes = useFlowNodes(state, layout, focus);
  const edges = useMemo(() => view.edges.map((edge) => toEdge(edge, layout)), [view, layout]);
  return (
    <div
      ref={box}
      className="cmdb-canvas"
      style={{ height: Math.min(HEIGHT.most, Math.max(HEIGHT.least, layout.height + MARGIN)) }}
      role="group"
      aria-label={t('Impact graph of {{name}}', { name })}
    >
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        disableKeyboardA11y
        panOnScroll
        panOnScrollMode={PanOnScrollMode.Horizontal}
        zoomOnScroll={false}
        zoomOnDoubleClick={false}
        preventScrolling={false}
        minZoom={0.4}
        maxZoom={1.5}
        deleteKeyCode={null}
        selectionKeyCode={null}
        multiSelectionKeyCode={null}
        attributionPosition="top-right"
      />
    </div>
  );
}

/** The picture of an impact: boxes in columns, the way of the failure in bold. */
export function ImpactGraph(props: {
  readonly state: ImpactState;
  readonly name: string;
}): ReactElement {
  return (
    <ReactFlowProvider>
      <Canvas {...props} />
    </ReactFlowProvider>
  );
}
