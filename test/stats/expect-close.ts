import { expect } from 'vitest';

/** Equal but for a relative error. */
export function expectClose(actual: number, expected: number, relative = 1e-12): void {
  if (expected === actual) return;
  expect(Math.abs(actual - expected) / Math.abs(expected), `${actual} against ${expected}`).toBeLessThanOrEqual(relative);
}
