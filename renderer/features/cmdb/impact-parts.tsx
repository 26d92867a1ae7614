import type { KeyboardEvent, ReactElement } from 'react';
import { BaseEdge, Handle, MarkerType, Position } from '@xyflow/react';
import type { Edge, EdgeProps, EdgeTypes, Node, NodeProps, NodeTypes } from '@xyflow/react';
import { cx } from '../../ui/cx.ts';
import { t } from '../../ui/i18n.ts';
import { Icon } from '../../ui/icon.tsx';
import { boxWords } from './box-words.ts';
import { BOX } from './impact-layout.ts';
import type { Layout, Point } from './impact-layout.ts';
import type { ViewEdge, ViewNode } from './impact-view.ts';
import { holderName } from './reasons.ts';
import type { FactsOf } from './record-facts.ts';
import { StatusMark } from './status-mark.tsx';

export interface BoxData extends Record<string, unknown> {
  readonly node: ViewNode;
  readonly factsOf: FactsOf;
  readonly isTabStop: boolean;
  readonly onOpen: (node: ViewNode) => void;
  readonly onMove: (from: string, key: string) => boolean;
  readonly onFocus: (key: string) => void;
}
export type BoxNode = Node<BoxData, 'box'>;
export type CaptionNode = Node<{ readonly text: string }, 'caption'>;
export type FlowNode = BoxNode | CaptionNode;

const SIDES = [
  { id: 'in', type: 'target', position: Position.Left },
  { id: 'out', type: 'source', position: Position.Right },
  { id: 'in-top', type: 'target', position: Position.Top },
  { id: 'out-top', type: 'source', position: Position.Top },
  { id: 'in-bottom', type: 'target', position: Position.Bottom },
  { id: 'out-bottom', type: 'source', position: Position.Bottom },
  { id: 'out-left', type: 'source', position: Position.Left },
] as const;

const OUTCOME_WORDS: Readonly<Record<ViewNode['outcome'], () => string>> = {
  stops: () => t('stops'),
  degrades: () => t('degrades'),
  held: () => t('held'),
  cause: () => t('this item'),
  none: () => '',
};

function Box({ data }: NodeProps<BoxNode>): ReactElement {
  const { node, factsOf, isTabStop, onOpen, onMove, onFocus } = data;
  const words = boxWords(node, factsOf);
  const holder = holderName(node.hit, (id) => factsOf(id).name);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (onMove(node.key, event.key)) {
      event.preventDefault();
      event.stopPropagation();
    }
  };
  return (
    <>
      {SIDES.map((side) => (
        <Handle key={side.id} {...side} isConnectable={false} className="cmdb-handle" />
      ))}
      <button
        type="button"
        className={cx(
          'cmdb-box nodrag nopan',
          `is-${node.outcome}`,
          node.memberIds.length > 1 && 'is-group',
        )}
        data-box={node.key}
        tabIndex={isTabStop ? 0 : -1}
        aria-label={[
          words.name,
          words.detail,
          OUTCOME_WORDS[node.outcome](),
          holder === undefined ? '' : t('{{by}} carries it', { by: holder }),
        ]
          .filter(Boolean)
          .join(', ')}
        aria-current={node.outcome === 'cause' ? 'true' : undefined}
        title={words.name}
        onClick={() => onOpen(node)}
        onFocus={() => onFocus(node.key)}
        onKeyDown={onKeyDown}
      >
        <span className="cmdb-box__icon">
          <Icon name={words.icon} />
        </span>
        <span className="cmdb-box__text">
          <span className="cmdb-box__name cut">{words.name}</span>
          <span className="cmdb-box__detail cut">{words.detail}</span>
        </span>
        {words.status === undefined ? null : <StatusMark status={words.status} />}
      </button>
      {holder === undefined || !node.isBarrier ? null : (
        <span className="cmdb-box__note cut" aria-hidden>
          {t('{{by}} carries it', { by: holder })}
        </span>
      )}
    </>
  );
}

function Caption({ data }: NodeProps<CaptionNode>): ReactElement {
  return <span className="cmdb-caption">{data.text}</span>;
}

export type LineEdge = Edge<{ readonly passes: readonly Point[] }, 'line'>;

/** How far a line that goes round boxes of its own column stands off, CSS px. */
const ROUND = 30;

/** Level at both ends and where it passes a column between them; round where it stays in one. */
function pathOf(props: EdgeProps<LineEdge>): string {
  const { sourceX, sourceY, targetX, targetY, sourcePosition, data } = props;
  if (sourcePosition === Position.Left) {
    return `M${sourceX} ${sourceY}C${sourceX - ROUND} ${sourceY} ${targetX - ROUND} ${targetY} ${targetX} ${targetY}`;
  }
  if (sourcePosition !== Position.Right) return `M${sourceX} ${sourceY}L${targetX} ${targetY}`;
  const stops = [
    ...(data?.passes ?? []).flatMap(({ x, y }) => [
      { x, y },
      { x: x + BOX.width, y },
    ]),
    { x: targetX, y: targetY },
  ];
  let from: Point = { x: sourceX, y: sourceY };
  let path = `M${from.x} ${from.y}`;
  for (const to of stops) {
    const bend = from.x + (to.x - from.x) / 2;
    path += `C${bend} ${from.y} ${bend} ${to.y} ${to.x} ${to.y}`;
    from = to;
  }
  return path;
}

function Line(props: EdgeProps<LineEdge>): ReactElement {
  const arrow = props.markerEnd ? { markerEnd: props.markerEnd } : {};
  return <BaseEdge id={props.id} path={pathOf(props)} {...arrow} />;
}

export const NODE_TYPES: NodeTypes = { box: Box, caption: Caption };
export const EDGE_TYPES: EdgeTypes = { line: Line };

/** Markers grow with the line, so the bold one's is made smaller. */
const ARROW_SIZE: Readonly<Record<ViewEdge['look'], number>> = { hit: 9, held: 13, plain: 13 };

/** Sides a line leaves and arrives at; within a column neighbours are joined directly. */
function sidesOf({ from, to }: ViewEdge, { at }: Layout): readonly [string, string] {
  const a = at.get(from);
  const b = at.get(to);
  if (!a || !b || a.x !== b.x) return ['out', 'in'];
  const isBetween = (y: number): boolean => y > Math.min(a.y, b.y) && y < Math.max(a.y, b.y);
  if ([...at.values()].some(({ x, y }) => x === a.x && isBetween(y))) return ['out-left', 'in'];
  return a.y < b.y ? ['out-bottom', 'in-top'] : ['out-top', 'in-bottom'];
}

/** A line as the library wants it. */
export function toEdge(edge: ViewEdge, layout: Layout): LineEdge {
  const { key, from, to, look } = edge;
  const [sourceHandle, targetHandle] = sidesOf(edge, layout);
  const size = ARROW_SIZE[look];
  return {
    id: key,
    source: from,
    target: to,
    type: 'line',
    sourceHandle,
    targetHandle,
    data: { passes: layout.passes.get(key) ?? [] },
    className: `cmdb-line is-${look}`,
    markerEnd: {
      type: MarkerType.Arrow,
      width: size,
      height: size,
      strokeWidth: 1.3,
      color: look === 'hit' ? 'var(--text)' : 'var(--border-control)',
    },
    focusable: false,
    zIndex: look === 'hit' ? 1 : 0,
  };
}
