import { expect, test } from 'vitest';
import { Random } from '../../src/stats/random.ts';
import { recordedStep } from '../../src/stats/recorded-step.ts';

const random = new Random(1);
const values = Float64Array.from({ length: 3000 }, () => random.normal()).sort();

test('decimals, all digits, 32-bit floats', () => {
  expect(recordedStep(values.map((value) => Number(value.toFixed(3))))).toMatchObject({
    step: 0.001,
    decimals: 3,
    precision: 'double',
  });
  expect(recordedStep(values.map((value) => Math.round(value * 100)))).toMatchObject({ step: 1, decimals: 0 });
  const full = recordedStep(values);
  expect(full).toMatchObject({ decimals: null, precision: 'double' });
  expect(full.step).toBeLessThan(1e-15);
  expect(recordedStep(values.map(Math.fround))).toMatchObject({ decimals: null, precision: 'single' });
  expect(recordedStep(values.map((value) => Math.fround(Number(value.toFixed(2)))))).toMatchObject({
    decimals: 2,
    precision: 'single',
  });
});

test('significant digits: the step is that of the values that weigh most', () => {
  const { step } = recordedStep(Float64Array.from(values, (value) => Number(value.toPrecision(5))).sort());
  expect(step).toBeGreaterThan(3e-5);
  expect(step).toBeLessThan(1.5e-4);
});
