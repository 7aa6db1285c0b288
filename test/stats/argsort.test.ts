import fc from 'fast-check';
import { expect, test } from 'vitest';
import { argsort } from '../../src/stats/argsort.ts';
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
      const expected = [...values.keys()].sort((a, b) => {
        const [x, y] = [values[a]!, values[b]!];
        return Number.isNaN(x) || Number.isNaN(y)
          ? Number(Number.isNaN(x)) - Number(Number.isNaN(y))
          : x < y
            ? -1
            : x > y
              ? 1
              : 0;
      });
      expect([...argsort(values)]).toEqual(expected);
    }),
    { numRuns: 40 },
  );
});
