import { describe, expect, it } from 'vitest';
import { suspectClass } from '../../../src/measure/resampled/suspect-class.ts';

const sought = (tried: number, rows: number) => ({ tried, bits: Array.from({ length: rows }, () => 60) });

describe('the class that was over-sampled', () => {
  it('lies between its own rows where another class does not', () => {
    const across = [sought(120, 13), sought(200, 0)];
    expect(suspectClass(across, [400, 600], 3, [sought(400, 60), sought(600, 1)])).toMatchObject({
      index: 0,
      rows: 13,
      certain: true,
    });
  });

  it('is none where rows of the other class lie between others too, if of other splits', () => {
    const across = [sought(120, 13), sought(200, 0)];
    expect(suspectClass(across, [400, 600], 3, [sought(400, 60), sought(600, 90)])).toBeUndefined();
  });

  it('is none beside a smaller class, whose rows are fewer to lie between', () => {
    const heldOut = [sought(43, 17), sought(3, 0)];
    expect(suspectClass(heldOut, [185, 13], 3)).toBeUndefined();
    expect(suspectClass(heldOut, [185, 160], 3)).toMatchObject({ index: 0, certain: false });
  });
});
