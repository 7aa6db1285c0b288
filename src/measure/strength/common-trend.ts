import { argsort } from '../../stats/argsort.ts';
import { denseRanks, kendall } from '../../stats/kendall.ts';
import { thinRows } from '../labels/thin.ts';

const ROWS = 2000;
const LEAST_ROWS = 20;
/** Concordance with the order of the rows from which a quantity has a trend. */
const TREND = 0.95;
/** What the trend of either may be less than the concordance of both. */
const LESS = 0.03;
/** Concordance of the changes from row to row from which two quantities go together beyond their trends. */
const TOGETHER = 0.9;

/** Whether a column goes with a quantity, at a concordance of `value`, for no more than that both rise or fall along one of the `orders`. */
export function shareTrendAlone(
  column: Float64Array,
  quantity: Float64Array,
  orders: readonly Float64Array[],
  value: number,
): boolean {
  return orders.some((order) => {
    const rows = thinRows(order.length, ROWS).filter((row) => ![column, quantity, order].some((one) => Number.isNaN(one[row]!)));
    if (rows.length < LEAST_ROWS) return false;
    const places = Float64Array.from(rows, (row) => order[row]!);
    const inOrder = Uint32Array.from(argsort(places), (place) => rows[place]!);
    const [x, y, t] = [column, quantity, order].map((one) => Float64Array.from(inOrder, (row) => one[row]!));
    if (Math.min(concordance(x!, t!), concordance(y!, t!)) < Math.max(TREND, value - LESS)) return false;
    // Of ranks, since these are the same for any way of writing a quantity.
    return concordance(changes(denseRanks(x!)), changes(denseRanks(y!))) < TOGETHER;
  });
}

const changes = (values: Uint32Array): Float64Array =>
  Float64Array.from({ length: values.length - 1 }, (_, i) => values[i + 1]! - values[i]!);

/** In either direction; ½ where one is constant. */
function concordance(a: Float64Array, b: Float64Array): number {
  const { concordance: found } = kendall(a, b);
  return Number.isNaN(found) ? 0.5 : Math.max(found, 1 - found);
}
