import { expect, test } from 'vitest';
import { jensenShannon, populationStability, totalVariation } from '../../src/stats/divergence.ts';
import { Random } from '../../src/stats/random.ts';
import { expectClose } from './expect-close.ts';

const first = [10, 20, 30];
const second = [15, 15, 40];

test('agrees with numpy and scipy.spatial.distance.jensenshannon', () => {
  expectClose(populationStability(first, second).value, 0.0741044475197756);
  expectClose(jensenShannon(first, second).value, 0.013280416198647216);
  expectClose(jensenShannon(first, second).distance ** 2, 0.013280416198647216);
  expectClose(totalVariation(first, second).value, 0.11904761904761903);
});

test('samples that share nothing are as far apart as can be; scale does not count', () => {
  expect(jensenShannon([5, 0], [0, 9])).toMatchObject({ value: 1, distance: 1 });
  expect(totalVariation([5, 0], [0, 9]).value).toBe(1);
  expect(Number.isFinite(populationStability([5, 0], [0, 9]).value)).toBe(true);
  for (const measure of [jensenShannon, totalVariation, populationStability]) {
    expect(measure([1, 2, 3, 0], [10, 20, 30, 0]).value).toBeCloseTo(0, 15);
    expectClose(measure(first, second).value, measure(second, first).value);
  }
});

test('the noise is the mean of samples from one distribution', () => {
  const random = new Random(11);
  const rounds = 400;
  const seen = { psi: 0, js: 0, tv: 0 };
  const said = { psi: 0, js: 0, tv: 0 };
  for (let i = 0; i < rounds; i++) {
    const [a, b] = [2000, 500].map((n) => {
      const counts = new Float64Array(10);
      for (let row = 0; row < n; row++) counts[Math.floor(10 * random.uniform() ** 1.5)]!++;
      return counts;
    });
    for (const [name, measure] of [
      ['psi', populationStability],
      ['js', jensenShannon],
      ['tv', totalVariation],
    ] as const) {
      const { value, noise } = measure(a!, b!);
      seen[name] += value / rounds;
      said[name] += noise / rounds;
    }
  }
  expectClose(seen.psi, said.psi, 0.1);
  expectClose(seen.js, said.js, 0.1);
  expectClose(seen.tv, said.tv, 0.05);
});
