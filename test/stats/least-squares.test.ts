import { expect, test } from 'vitest';
import { leastSquares } from '../../src/stats/least-squares.ts';
import { Random } from '../../src/stats/random.ts';
import { expectClose } from './expect-close.ts';

test('the certified values of NIST for Longley (1967), a nearly collinear problem', () => {
  const y = [60323, 61122, 60171, 61187, 63221, 63639, 64989, 63761, 66019, 67857, 68169, 66513, 68655, 69564, 69331, 70551];
  const predictors = [
    [83, 88.5, 88.2, 89.5, 96.2, 98.1, 99, 100, 101.2, 104.6, 108.4, 110.8, 112.6, 114.2, 115.7, 116.9],
    [
      234289, 259426, 258054, 284599, 328975, 346999, 365385, 363112, 397469, 419180, 442769, 444546, 482704, 502601, 518173,
      554894,
    ],
    [2356, 2325, 3682, 3351, 2099, 1932, 1870, 3578, 2904, 2822, 2936, 4681, 3813, 3931, 4806, 4007],
    [1590, 1456, 1616, 1650, 3099, 3594, 3547, 3350, 3048, 2857, 2798, 2637, 2552, 2514, 2572, 2827],
    [
      107608, 108632, 109773, 110929, 112075, 113270, 115094, 116219, 117388, 118734, 120445, 121950, 123366, 125368, 127852,
      130081,
    ],
    Array.from({ length: 16 }, (_, i) => 1947 + i),
  ];
  const { intercept, coefficients, rSquared } = leastSquares(predictors, y);
  const certified = [
    15.0618722713733, -0.035819179292591, -2.02022980381683, -1.03322686717359, -0.0511041056535807, 1829.15146461355,
  ];
  certified.forEach((expected, i) => {
    expectClose(coefficients[i]!, expected, 1e-9);
  });
  expectClose(intercept, -3482258.63459582, 1e-9);
  expectClose(rSquared, 0.995479004577296, 1e-12);
});

test('an exact relation leaves residuals of rounding only, at any scale and offset', () => {
  const random = new Random(4);
  const draw = (scale: number, offset: number) => Float64Array.from({ length: 1000 }, () => offset + scale * random.normal());
  const [a, b, c] = [draw(1e6, 1e7), draw(1, -50), draw(1e-4, 3)];
  const y = a.map((value, i) => 3 * value - 2 * b[i]! + 5e5 * c[i]! + 7);
  const { coefficients, residuals, rank } = leastSquares([a, b, c], y);
  expect(rank).toBe(3);
  expectClose(coefficients[1]!, -2, 1e-6);
  expect(Math.max(...residuals.map(Math.abs))).toBeLessThan(1e-9 * 3e6);
});

test('constant and repeated predictors get no weight', () => {
  const x = [1, 2, 3, 4];
  const { coefficients, rank, residuals } = leastSquares([x, [5, 5, 5, 5], x.map((value) => 2 * value + 1)], [3, 5, 7, 9]);
  expect(rank).toBe(1);
  expectClose(coefficients[0]!, 2);
  expect(coefficients.slice(1)).toEqual([0, 0]);
  expect(Math.max(...residuals.map(Math.abs))).toBeLessThan(1e-12);
});
