/** Pearson's correlation of the pairs that are finite, each counted `weights` times; 0 where one side is constant. */
export function weightedCorrelation(x: ArrayLike<number>, y: ArrayLike<number>, weights?: ArrayLike<number>): number {
  let [n, meanX, meanY, xx, xy, yy] = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    const weight = weights ? weights[i]! : 1;
    if (!(weight > 0) || !Number.isFinite(x[i]!) || !Number.isFinite(y[i]!)) continue;
    n += weight;
    const dx = x[i]! - meanX;
    const dy = y[i]! - meanY;
    meanX += (weight * dx) / n;
    meanY += (weight * dy) / n;
    xx += weight * dx * (x[i]! - meanX);
    yy += weight * dy * (y[i]! - meanY);
    xy += weight * dx * (y[i]! - meanY);
  }
  return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : 0;
}
