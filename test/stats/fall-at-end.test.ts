import { describe, expect, it } from 'vitest';
import { fallAtEnd } from '../../src/stats/fall-at-end.ts';
import { Random } from '../../src/stats/random.ts';

const limits = { most: 0.7, z: 6 };
const MOMENTS = 500;

/** How often of 20 draws a fall is seen, for a hit's probability by the share of time still to come. */
function seen(rows: number, probability: (left: number) => number): number {
  let found = 0;
  for (let seed = 1; seed <= 20; seed++) {
    const random = new Random(seed);
    const [n, k] = [new Float64Array(MOMENTS), new Float64Array(MOMENTS)];
    for (let i = 0; i < rows; i++) {
      const moment = random.integer(MOMENTS);
      n[moment]!++;
      if (random.uniform() < probability(1 - (moment + 1) / MOMENTS)) k[moment]!++;
    }
    if (fallAtEnd(n, k, limits)) found++;
  }
  return found;
}

describe('fallAtEnd', () => {
  it.each<[string, (left: number) => number]>([
    ['a delay of a twentieth of the time', (left) => 0.8 * (1 - Math.exp(-left / 0.05))],
    ['a window that is open to its end', (left) => 0.6 * Math.min(1, left / 0.2)],
    ['values written in one go, later', (left) => (left < 0.06 ? 0 : 0.6)],
  ])('sees %s', (_, probability) => {
    expect(seen(5000, probability)).toBeGreaterThanOrEqual(18);
  });

  it.each<[string, (left: number) => number]>([
    ['a steady rate', () => 0.5],
    ['a trend', (left) => 0.15 + 0.7 * left],
    ['a new level', (left) => (left < 0.1 ? 0.3 : 0.7)],
    ['three seasons', (left) => 0.4 + 0.3 * Math.cos((6 * left + 1) * Math.PI)],
    ['a slide to another level', (left) => 0.1 + 0.6 / (1 + Math.exp((0.2 - left) / 0.02))],
    ['a rise', (left) => 0.9 - 0.7 * left],
    ['a short dip that was there before', (left) => (left % 0.1 < 0.02 ? 0.05 : 0.7)],
  ])('is blind to %s', (_, probability) => {
    expect(seen(5000, probability)).toBe(0);
  });

  it('knows a season by its length in time, where rows become more', () => {
    const random = new Random(5);
    const [n, k] = [new Float64Array(MOMENTS), new Float64Array(MOMENTS)];
    for (let i = 0; i < 3000; i++) {
      const left = random.uniform() ** 2;
      const moment = Math.min(MOMENTS - 1, Math.floor((1 - left) * MOMENTS));
      n[moment]!++;
      if ((left * 30) % 1 >= 0.5) k[moment]!++;
    }
    expect(fallAtEnd(n, k, limits)).toBeUndefined();
  });

  it('gives the figures of the fall', () => {
    const rows = new Float64Array(100).fill(100);
    const hits = rows.map((_, moment) => (moment < 90 ? 80 : 8 * (100 - moment)));
    const fall = fallAtEnd(rows, hits, limits)!;
    expect(fall.steady).toBeCloseTo(0.795, 2);
    expect(fall.newest).toBeLessThan(0.5);
    expect(fall.from).toBeGreaterThanOrEqual(87);
    expect(fall.z).toBeLessThan(-6);
  });

  it('says nothing of too little', () => {
    expect(fallAtEnd([100, 100, 100], [80, 80, 0], limits)).toBeUndefined();
    expect(fallAtEnd([], [], limits)).toBeUndefined();
    expect(fallAtEnd(new Float64Array(100).fill(100), new Float64Array(100), limits)).toBeUndefined();
  });
});
