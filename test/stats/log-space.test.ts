import { expect, test } from 'vitest';
import { log1mExp } from '../../src/stats/log-space.ts';
import { expectClose } from './expect-close.ts';

test('keeps its digits at both ends', () => {
  expectClose(log1mExp(-1e-20), Math.log(1e-20));
  expectClose(log1mExp(-50), -Math.exp(-50));
  expectClose(log1mExp(-Math.LN2), -Math.LN2);
  expect(log1mExp(0)).toBe(-Infinity);
});
