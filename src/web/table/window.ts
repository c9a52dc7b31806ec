/**
 * Which rows of a long table are on the screen. Browsers lay out no element higher than some 17 to 33 million pixels: the
 * table of a million rows is made less high than its rows, and each pixel scrolled passes over more than a pixel of them.
 */

/** Below what any browser lays out. */
const MOST_HEIGHT = 8_000_000;

export interface Geometry {
  rows: number;
  rowHeight: number;
  /** Of the part that shows rows. */
  viewHeight: number;
}

/** Height of all rows as the scroll bar sees it. */
export function scrollHeight({ rows, rowHeight }: Geometry): number {
  return Math.min(rows * rowHeight, MOST_HEIGHT);
}

/** The row at the top edge, with its part above the edge as a fraction. */
export function positionAt(scrollTop: number, geometry: Geometry): number {
  const { rows, rowHeight, viewHeight } = geometry;
  const room = scrollHeight(geometry) - viewHeight;
  if (room <= 0) return 0;
  const last = rows - viewHeight / rowHeight;
  return Math.min(1, Math.max(0, scrollTop / room)) * last;
}

export function scrollTopAt(position: number, geometry: Geometry): number {
  const { rows, rowHeight, viewHeight } = geometry;
  const last = rows - viewHeight / rowHeight;
  return last <= 0 ? 0 : (position / last) * (scrollHeight(geometry) - viewHeight);
}

/** The position nearest to the present one that shows `row` as a whole. */
export function positionShowing(
  row: number,
  position: number,
  { rows, rowHeight, viewHeight }: Geometry,
): number {
  const whole = Math.floor(viewHeight / rowHeight);
  const wanted = Math.min(row, Math.max(position, row - whole + 1));
  return Math.max(0, Math.min(wanted, rows - viewHeight / rowHeight));
}
