import type { Column } from '../../engine/column.ts';
import type { Frame } from '../../engine/frame.ts';

/** What part of each side's rows count as independent of one another. */
export interface Independence {
  readonly fit: number;
  readonly heldOut: number;
}

/**
 * Rows of one entity resemble one another. Where the entities of the held-out rows are mostly new, each side counts as Kish's effective
 * number of rows n²/Σm² for entities of m rows (1965), the least it can be; where both sides hold the same entities, the resemblance cancels.
 */
export function independence(fit: Frame, heldOut: Frame, entity: readonly Column[]): Independence {
  const [first, second] = [entitySizes(fit, entity), entitySizes(heldOut, entity)];
  if (!first.size || !second.size) return { fit: 1, heldOut: 1 };
  let shared = 0;
  for (const key of second.keys()) if (first.has(key)) shared++;
  if (shared > second.size / 2) return { fit: 1, heldOut: 1 };
  return { fit: effectiveShare(first, fit.rows), heldOut: effectiveShare(second, heldOut.rows) };
}

const known = new WeakMap<Frame, ReadonlyMap<string, number>>();

/** All rules ask for the declared entity, so one answer a frame is kept. */
function entitySizes(frame: Frame, entity: readonly Column[]): ReadonlyMap<string, number> {
  const found = known.get(frame);
  if (found) return found;
  const sizes = new Map<string, number>();
  for (const key of entityKeys(frame, entity)) sizes.set(key, (sizes.get(key) ?? 0) + 1);
  known.set(frame, sizes);
  return sizes;
}

const effectiveShare = (sizes: ReadonlyMap<string, number>, rows: number): number =>
  rows / [...sizes.values()].reduce((sum, size) => sum + size * size, 0);

/** One key per row and entity; none where no entity is declared. */
export function entityKeys(frame: Frame, entity: readonly Column[]): string[] {
  const columns = entity.map(({ name }) => frame.columns.get(name)).filter((values) => values !== undefined);
  if (!columns.length) return [];
  const [only] = columns;
  if (columns.length === 1) return Array.from(only as ArrayLike<unknown>, String);
  return Array.from({ length: frame.rows }, (_, row) => columns.map((values) => String(values[row])).join('\0'));
}
