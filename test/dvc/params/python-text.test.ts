import { describe, expect, it } from 'vitest';
import { pythonFloat, pythonText } from '../../../src/dvc/params/python-text.ts';

describe('pythonFloat', () => {
  it.each([
    [1, '1.0'],
    [-0, '-0.0'],
    [0.1, '0.1'],
    [3.1, '3.1'],
    [100, '100.0'],
    [1e-5, '1e-05'],
    [1.5e-7, '1.5e-07'],
    [0.0001, '0.0001'],
    [0.00123, '0.00123'],
    [1e15, '1000000000000000.0'],
    [1e16, '1e+16'],
    [1e22, '1e+22'],
    [1.5e300, '1.5e+300'],
    [123456789012345680, '1.2345678901234568e+17'],
    [5e-324, '5e-324'],
    [Number.POSITIVE_INFINITY, 'inf'],
    [Number.NEGATIVE_INFINITY, '-inf'],
    [Number.NaN, 'nan'],
  ])('%d → %s', (value, text) => expect(pythonFloat(value)).toBe(text));
});

describe('pythonText', () => {
  it('writes the other scalars as Python does', () => {
    expect([true, null, 12345678901234567890n, 'a'].map((value) => pythonText(value))).toEqual([
      'True',
      'None',
      '12345678901234567890',
      'a',
    ]);
  });
});
