import { inOrder } from './in-order.ts';

/** The rows that have a value, in ascending order of it; a frame's column is sorted once for all rules. */
export const ascendingRows = (values: Float64Array): Uint32Array => inOrder(values).rows;
