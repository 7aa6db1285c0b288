/** Score interval of a proportion (Wilson 1927): `[low, high]` of k successes in n at z standard errors. */
export function wilsonInterval(k: number, n: number, z = 1.959963984540054): [number, number] {
  const p = k / n;
  const center = p + (z * z) / (2 * n);
  const halfWidth = z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  const scale = 1 + (z * z) / n;
  return [k === 0 ? 0 : (center - halfWidth) / scale, k === n ? 1 : (center + halfWidth) / scale];
}
