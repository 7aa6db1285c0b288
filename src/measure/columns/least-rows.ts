/** Rows with a value that each side needs for what a transformer left in it to be told. */
export const LEAST_ROWS = { fit: 20, heldOut: 5 } as const;

export const hasEnoughRows = (fit: ArrayLike<number>, heldOut: ArrayLike<number>): boolean =>
  fit.length >= LEAST_ROWS.fit && heldOut.length >= LEAST_ROWS.heldOut;

/** What is too small and what would be enough, if the tables have too few rows. */
export function lackOfRows(fit: string, fitRows: number, heldOut: string, heldOutRows: number): string | undefined {
  if (fitRows < LEAST_ROWS.fit) return `${fitRows} rows in ${fit}; ${LEAST_ROWS.fit} would be enough`;
  return heldOutRows < LEAST_ROWS.heldOut
    ? `${heldOutRows} rows in ${heldOut}; ${LEAST_ROWS.heldOut} would be enough`
    : undefined;
}
