/** The finite values in their order; the array itself where all are. */
export function finiteOnly(values: Float64Array): Float64Array {
  let missing = 0;
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i]!)) missing++;
  if (!missing) return values;
  const finite = new Float64Array(values.length - missing);
  for (let i = 0, n = 0; n < finite.length; i++) if (Number.isFinite(values[i]!)) finite[n++] = values[i]!;
  return finite;
}
