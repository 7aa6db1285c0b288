import rule from '../../../rules/quality/non-finite.ts';
import { typed } from '../../support/draw.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const floats = (...values: (number | null)[]) => typed('DOUBLE', values);

ruleTester(rule, {
  clean: [
    { name: 'finite and null', train: { a: floats(1, null, -1e308), b: [1, 2, 3] }, evidence: { columns: 1 } },
    { name: 'no row', train: { a: floats() } },
    { name: 'no value', train: { a: floats(null, null), b: floats(null, 1) } },
  ],
  findings: [
    {
      name: 'infinite, NaN and both',
      train: {
        a: floats(1, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
        b: floats(Number.NaN, 2, null),
        c: floats(Number.NaN, Number.POSITIVE_INFINITY, 1),
      },
      test: { a: floats(1, 2, Number.POSITIVE_INFINITY), b: floats(Number.POSITIVE_INFINITY, 1, 2), d: floats(Number.NaN, 1, 2) },
      expect: [
        { messageId: 'infinite', severity: 'warn', role: 'train', columns: ['a'], evidence: { infinite: 2, nan: 0 } },
        { messageId: 'notANumber', severity: 'info', role: 'train', columns: ['b'], evidence: { nan: 1 } },
        { messageId: 'infinite', role: 'train', columns: ['c'] },
        { messageId: 'notANumber', role: 'train', columns: ['c'] },
        { messageId: 'infinite', role: 'test', columns: ['b'] },
        { messageId: 'notANumber', role: 'test', columns: ['d'] },
      ],
    },
    {
      name: 'in the time, the target, a feature, and a column that test lacks',
      train: {
        at: floats(1, 2, Number.POSITIVE_INFINITY),
        y: floats(Number.NEGATIVE_INFINITY, 1, 2),
        x: floats(Number.NaN, 1, null),
        own: floats(1, 2, Number.NaN),
      },
      test: { at: floats(1, 2), y: floats(1, 2), x: floats(1, 2) },
      target: 'y',
      time: 'at',
      expect: [
        { messageId: 'infinite', columns: ['at'] },
        { messageId: 'infinite', columns: ['y'] },
        { messageId: 'notANumber', columns: ['x'] },
        { messageId: 'notANumber', columns: ['own'] },
      ],
    },
  ],
  skipped: [{ name: 'no float', train: { a: [1, 2] }, because: 'needs a column of floating-point numbers' }],
});
