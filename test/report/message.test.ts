import { describe, expect, test } from 'vitest';
import { renderMessage } from '../../src/report/message.ts';
import { bytesText, durationText, numberText, percentText } from '../../src/report/number-text.ts';

test('slots are filled by their format', () => {
  const data = { rows: 124031, share: 0.124031, lead: 5_400_000_000, size: 1_234_567, name: 'a b', big: 12345678901234567890n };
  const filled = (template: string) => renderMessage(template, data);
  expect(filled('{{rows}} rows ({{share|percent}}) of {{ name }}')).toBe('124,031 rows (12.4%) of a b');
  expect(filled('{{lead|duration}}, {{size|bytes}}, {{share|number}}')).toBe('1 h 30 min, 1.23 MB, 0.124');
  expect(filled('{{big}}')).toBe('12,345,678,901,234,567,890');
});

test('values are never read as templates or replacement patterns', () => {
  expect(renderMessage('{{a}} {{b}}', { a: '{{b}} $& $1', b: 'x' })).toBe('{{b}} $& $1 x');
  expect(renderMessage('{{a|percent}}', { a: 'text' })).toBe('text');
});

test('a slot that cannot be filled stays visible', () => {
  expect(renderMessage('{{missing}} {{constructor}} {{n|furlongs}}', { n: 1 })).toBe(
    '{{missing}} {{constructor}} {{n|furlongs}}',
  );
});

describe('numbers', () => {
  test.each([
    [0, '0'],
    [-0, '0'],
    [1234567, '1,234,567'],
    [-1234.5, '-1,234.5'],
    [123.456, '123.5'],
    [12.3456, '12.35'],
    [0.99876, '0.9988'],
    [0.0001234567, '0.0001235'],
    [1.2e-9, '1.2e-9'],
    [1e15, '1e15'],
    [Number.NaN, 'not a number'],
    [Number.NEGATIVE_INFINITY, '-∞'],
  ])('%d → %s', (value, text) => expect(numberText(value)).toBe(text));

  test('what is not an integer does not read as one', () => {
    expect([0.99996, 9.99999, 99999.96, 1000.04].map(numberText)).toEqual(['1.000', '10.000', '100,000.0', '1,000.0']);
  });
});

describe('percentages', () => {
  test.each([
    [0, '0%'],
    [1, '100%'],
    [0.5, '50%'],
    [0.124031, '12.4%'],
    [0.0123, '1.23%'],
    [0.00046, '0.046%'],
    [2.5, '250%'],
    [-0.1, '-10%'],
  ])('%d → %s', (value, text) => expect(percentText(value)).toBe(text));

  test('only all is 100% and only none is 0%', () => {
    expect([0.9987, 0.99987, 0.9999999, 1e-7, 1.0000001].map(percentText)).toEqual([
      '99.87%',
      '99.987%',
      '>99.999%',
      '<0.001%',
      '>100%',
    ]);
  });
});

test.each([
  [0, '0 s'],
  [12, '12 µs'],
  [2_500_000, '2.5 s'],
  [90_000_000, '1 min 30 s'],
  [86_400_000_000, '1 day'],
  [30 * 86_400_000_000, '30 days'],
  [100_800_000_000, '1 day 4 h'],
  [-3_600_000_000, '-1 h'],
  [3_599_990_000, '60 min'],
])('%d µs → %s', (micros, text) => expect(durationText(micros)).toBe(text));

test.each([
  [1, '1 byte'],
  [999, '999 bytes'],
  [1_234_567, '1.23 MB'],
  [999_999, '1 MB'],
])('%d bytes → %s', (bytes, text) => expect(bytesText(bytes)).toBe(text));
