/**
 * z of a trend of the success rate over ordered groups (Cochran 1954, Armitage 1955), > 0 when it rises;
 * scores are the groups' positions unless given. NaN when there is nothing to tell apart.
 */
export function cochranArmitageZ(successes: ArrayLike<number>, totals: ArrayLike<number>, scores?: ArrayLike<number>): number {
  let n = 0;
  let hits = 0;
  let weighted = 0;
  for (let group = 0; group < totals.length; group++) {
    n += totals[group]!;
    hits += successes[group]!;
    weighted += totals[group]! * (scores ? scores[group]! : group);
  }
  const rate = hits / n;
  const meanScore = weighted / n;
  let trend = 0;
  let spread = 0;
  for (let group = 0; group < totals.length; group++) {
    const score = (scores ? scores[group]! : group) - meanScore;
    trend += score * (successes[group]! - totals[group]! * rate);
    spread += score * score * totals[group]!;
  }
  return trend / Math.sqrt(rate * (1 - rate) * spread);
}
