import fc from 'fast-check';
import { expect, test } from 'vitest';
import { UnionFind } from '../../src/stats/union-find.ts';

test('joins, counts and labels', () => {
  const sets = new UnionFind(6);
  expect(sets.union(0, 3)).toBe(true);
  expect(sets.union(3, 5)).toBe(true);
  expect(sets.union(5, 0)).toBe(false);
  expect(sets.sets).toBe(4);
  expect(sets.sizeOf(5)).toBe(3);
  expect([...sets.labels()]).toEqual([0, 1, 2, 0, 3, 0]);
});

test('agrees with relabelling by hand', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(19), fc.nat(19)), { maxLength: 40 }), (links) => {
      const sets = new UnionFind(20);
      let labels = [...Array(20).keys()];
      for (const [a, b] of links) {
        sets.union(a, b);
        const [from, to] = [labels[a]!, labels[b]!];
        labels = labels.map((label) => (label === from ? to : label));
      }
      expect(sets.sets).toBe(new Set(labels).size);
      for (let i = 0; i < 20; i++) {
        for (let j = 0; j < i; j++) expect(sets.find(i) === sets.find(j)).toBe(labels[i] === labels[j]);
      }
    }),
  );
});
