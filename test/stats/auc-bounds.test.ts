import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aucFromCounts, undirected } from '../../src/stats/auc.ts';
import { aucBounds, undirectedBounds } from '../../src/stats/auc-bounds.ts';

const counts = fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { minLength: 1, maxLength: 24 });

test('the exact AUC lies within the bounds of any coarser bins', () => {
  fc.assert(
    fc.property(counts, fc.integer({ min: 1, max: 6 }), (groups, width) => {
      fc.pre(groups.some(([p]) => p > 0) && groups.some(([, n]) => n > 0));
      const bins = { positives: [] as number[], negatives: [] as number[] };
      for (let i = 0; i < groups.length; i += width) {
        bins.positives.push(groups.slice(i, i + width).reduce((sum, [p]) => sum + p, 0));
        bins.negatives.push(groups.slice(i, i + width).reduce((sum, [, n]) => sum + n, 0));
      }
      const exact = aucFromCounts({ positives: groups.map(([p]) => p), negatives: groups.map(([, n]) => n) });
      const bounds = aucBounds(bins);
      expect(bounds.lower).toBeLessThanOrEqual(exact);
      expect(bounds.upper).toBeGreaterThanOrEqual(exact);
      expect(undirectedBounds(bounds).lower).toBeLessThanOrEqual(undirected(exact));
      expect(undirectedBounds(bounds).upper).toBeGreaterThanOrEqual(undirected(exact));
    }),
  );
});

test('bins of one value leave no doubt', () => {
  const bins = { positives: [1, 4, 2], negatives: [5, 4, 0] };
  const exact = aucFromCounts(bins);
  expect(aucBounds(bins, [1, 1, 1])).toEqual({ lower: exact, upper: exact });
  expect(aucBounds(bins, [1, 0, 1])).toEqual({ lower: exact - 8 / 63, upper: exact + 8 / 63 });
});
