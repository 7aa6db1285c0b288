import { expect, test } from 'vitest';
import { purity } from '../../src/stats/purity.ts';
import { expectClose } from './expect-close.ts';

test('twenty positives of twenty at a base rate of one half', () => {
  const group = purity(20, 20, 0.5);
  expect(group).toMatchObject({ purity: 1, positive: true });
  expectClose(group.logP, 20 * Math.log(0.5));
});

test('a pure negative group means little where negatives are the rule', () => {
  const group = purity(0, 20, 0.02);
  expect(group).toMatchObject({ purity: 1, positive: false });
  expectClose(group.logP, 20 * Math.log(0.98));
  expect(group.z).toBeLessThan(1);
});

test('counts the groups that were looked at', () => {
  expectClose(purity(20, 20, 0.5, 1000).logP, 20 * Math.log(0.5) + Math.log(1000));
  expect(purity(11, 20, 0.5, 1000).logP).toBe(0);
});
