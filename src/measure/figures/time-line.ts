import type { Histogram } from '../../check/figure.ts';
import type { Table } from '../../engine/table.ts';
import type { TimeOrder } from '../time/time-order.ts';
import { histogram } from './histogram.ts';

/** When the rows of two tables are, from a sample of either. */
export function timeLine(fit: Table, heldOut: Table, column: string, order: TimeOrder): Histogram | undefined {
  const sides = [
    { name: fit.name, sorted: order.fitTimes },
    { name: heldOut.name, sorted: order.heldOutTimes },
  ] as const;
  const complete = order.fitTimes.length === order.fitRows && order.heldOutTimes.length === order.heldOutRows;
  return histogram(column, order.areMoments ? 'time' : 'number', sides, complete ? 'exact' : 'sampled');
}
