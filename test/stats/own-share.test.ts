import { describe, expect, it } from 'vitest';
import { ownShares } from '../../src/stats/own-share.ts';
import { Random } from '../../src/stats/random.ts';

const random = new Random(3);
const draw = () => Float64Array.from({ length: 500 }, () => random.normal());

describe('ownShares', () => {
  it('is near 1 for columns drawn apart, 0 for sums of others and for constants', () => {
    const [a, b] = [draw(), draw()];
    const sum = a.map((value, i) => 3 * value - b[i]! + 5);
    const [first, second, third, fourth] = ownShares([a, b, sum, new Float64Array(500)]);
    expect(first).toBeCloseTo(1, 12);
    expect(second).toBeGreaterThan(0.98);
    expect(third).toBeLessThan(1e-20);
    expect(fourth).toBe(0);
  });
  it('is the share of noise in a noisy copy', () => {
    const a = draw();
    const noise = draw();
    expect(ownShares([a, a.map((value, i) => value + 0.1 * noise[i]!)])[1]).toBeCloseTo(0.01, 2);
  });
  it('tells nothing of more columns than rows', () => {
    const few = [0, 1, 2, 3].map((seed) => Float64Array.of(1, seed ** 2, 7 - seed ** 3));
    expect(ownShares(few).subarray(2)).toEqual(Float64Array.of(0, 0));
  });
});
