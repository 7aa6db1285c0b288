import fc from 'fast-check';
import { expect, test } from 'vitest';
import { argsort, ascending } from '../../src/stats/argsort.ts';
import { Random } from '../../src/stats/random.ts';

test('sorts by value, keeps the order of ties, puts NaN last', () => {
  expect([...argsort(Float64Array.of(3, Number.NaN, -0, 1, 0, -Infinity, Infinity, 1))]).toEqual([5, 2, 4, 3, 7, 0, 6, 1]);
  expect([...argsort(new Float64Array())]).toEqual([]);
  const many = Float64Array.from({ length: 1000 }, (_, i) => (i % 10 === 0 ? Number.NaN : -i));
  const order = argsort(many);
  expect(order[0]).toBe(999);
  expect([...order.subarray(900)]).toEqual(Array.from({ length: 100 }, (_, i) => 10 * i));
});

test('agrees with a stable comparison sort above the size where the radix sort begins', () => {
  fc.assert(
    fc.property(fc.array(fc.double(), { minLength: 1, maxLength: 20 }), fc.integer(), (pool, seed) => {
      const random = new Random(seed);
      const values = Float64Array.from(
        { length: 1000 },
        () => pool[random.integer(pool.length)]! * (random.uniform() < 0.5 ? 1 : random.normal()),
      );
      expect([...argsort(values)]).toEqual(compared(values));
    }),
    { numRuns: 40 },
  );
});

const random = new Random(11);
test.each([
  ['evenly spread', () => random.uniform()],
  ['whole', () => random.integer(20)],
  ['normal with gaps', () => (random.uniform() < 0.1 ? Number.NaN : random.normal())],
  ['with far ones, which leave few buckets to the others', () => random.normal() / random.normal()],
  ['equal', () => 7],
  ['missing', () => Number.NaN],
  ['too far apart to subtract', () => (random.uniform() < 0.5 ? -1 : 1) * Number.MAX_VALUE],
  ['next to nothing', () => random.integer(3) * Number.MIN_VALUE],
])('orders numbers that are %s', (_, draw) => {
  for (const length of [1, 2, 30, 2000]) {
    const numbers = Float64Array.from({ length }, draw);
    const { rows, values } = ascending(numbers);
    expect([...rows]).toEqual(compared(numbers));
    expect(values).toEqual(numbers.filter((value) => !Number.isNaN(value)).sort());
  }
});

test('orders more numbers than share the working memory', () => {
  const numbers = Float64Array.from({ length: 70_000 }, () => random.normal());
  expect(ascending(numbers).values).toEqual(numbers.slice().sort());
});

function compared(values: Float64Array): number[] {
  return [...values.keys()].sort((a, b) => {
    const [x, y] = [values[a]!, values[b]!];
    return Number.isNaN(x) || Number.isNaN(y) ? Number(Number.isNaN(x)) - Number(Number.isNaN(y)) : x < y ? -1 : x > y ? 1 : 0;
  });
}
