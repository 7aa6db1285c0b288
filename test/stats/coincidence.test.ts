import { expect, test } from 'vitest';
import { logCoincidence } from '../../src/stats/coincidence.ts';
import { collisionRate } from '../../src/stats/collision-rate.ts';

const log = Math.log;

test('the most telling of what coincides, among what was tested', () => {
  expect(logCoincidence([], 10)).toBe(0);
  expect(logCoincidence([log(1e-4)], 10)).toBeCloseTo(log(1e-3), 12);
  expect(logCoincidence([log(1e-3), log(1e-3)], 10)).toBeCloseTo(log(45e-6), 12);
  expect(logCoincidence([log(1e-6), log(0.9)], 10), 'one that says little takes nothing away').toBeCloseTo(log(1e-5), 12);
  expect(logCoincidence([log(0.5)], 10)).toBe(0);
});

test('how often two rows agree', () => {
  expect(collisionRate([1, 1, 2, 3])).toBeCloseTo(1 / 6, 15);
  expect(collisionRate([1, 2, 3])).toBe(0);
  expect(collisionRate([5])).toBe(0);
});
