import { expect, test } from 'vitest';
import { momentsOf } from '../../src/stats/moments.ts';
import { welchT } from '../../src/stats/welch-t.ts';
import { expectClose } from './expect-close.ts';

test('agrees with scipy.stats.ttest_ind(equal_var=False)', () => {
  const a = momentsOf([27.5, 21, 19, 23.6, 17, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19, 21.7, 21.4]);
  const b = momentsOf([27.1, 22, 20.8, 23.4, 23.4, 23.5, 25.8, 22, 24.8, 20.2, 21.9, 22.1, 22.9, 30.5, 22.1]);
  const { t, df, logP, z } = welchT(a, b);
  expectClose(t, 2.6888235758033976, 1e-11);
  expectClose(df, 27.912749263748246, 1e-11);
  expectClose(logP, -4.426412581145867, 1e-11);
  expect(z).toBeGreaterThan(2.4);
  expect(z).toBeLessThan(t);
  expectClose(welchT(b, a).z, -z);
});
