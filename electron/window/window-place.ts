import { isRecord } from '../system/profile-file.ts';

/** Device-independent pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where a window goes; without x and y the system chooses. */
export interface WindowPlace {
  readonly x?: number;
  readonly y?: number;
  readonly width: number;
  readonly height: number;
  readonly isMaximized: boolean;
}

const FIRST: WindowPlace = { width: 1440, height: 900, isMaximized: false };

/** So much of the title bar must lie on a screen for a window to be taken hold of again. */
const GRIP_WIDTH = 120;
const GRIP_HEIGHT = 40;

/** How far a further window stands from the one it was opened from. */
const CASCADE = 32;

/**
 * The place a window was left at, if that is still on a screen: monitors go, and a window on one that
 * is gone cannot be found. Never larger than the screen.
 *
 * @param stored what the profile kept; may be anything.
 * @param screens the work areas, the primary one first.
 */
export function restorePlace(stored: unknown, screens: readonly Box[]): WindowPlace {
  const kept = parsePlace(stored) ?? FIRST;
  const { x, y } = kept;
  const screen =
    x === undefined || y === undefined
      ? undefined
      : screens.find((area) => holdsGrip(area, x, y, kept.width));
  const room = screen ?? screens[0];
  const size = {
    width: Math.min(kept.width, room?.width ?? kept.width),
    height: Math.min(kept.height, room?.height ?? kept.height),
    isMaximized: kept.isMaximized,
  };
  return screen === undefined || x === undefined || y === undefined ? size : { x, y, ...size };
}

/** The place of a window opened from another one. */
export function cascade(from: Box): WindowPlace {
  return {
    x: from.x + CASCADE,
    y: from.y + CASCADE,
    width: from.width,
    height: from.height,
    isMaximized: false,
  };
}

function holdsGrip(area: Box, x: number, y: number, width: number): boolean {
  const visible = Math.min(x + width, area.x + area.width) - Math.max(x, area.x);
  return visible >= GRIP_WIDTH && y >= area.y && y + GRIP_HEIGHT <= area.y + area.height;
}

function parsePlace(stored: unknown): WindowPlace | null {
  if (!isRecord(stored)) return null;
  const { x, y, width, height, isMaximized } = stored;
  if (!isLength(width) || !isLength(height)) return null;
  const size = { width, height, isMaximized: isMaximized === true };
  return isCoordinate(x) && isCoordinate(y) ? { x, y, ...size } : size;
}

function isLength(value: unknown): value is number {
  return isCoordinate(value) && value >= 1;
}

function isCoordinate(value: unknown): value is number {
  return Number.isInteger(value) && Math.abs(value as number) <= 100_000;
}
