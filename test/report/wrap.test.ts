import fc from 'fast-check';
import { expect, test } from 'vitest';
import { padEnd, tail, textWidth, wrap } from '../../src/report/wrap.ts';

test('lines fit and nothing is lost', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 2, max: 40 }), (text, width) => {
      const lines = wrap(text, width);
      expect(lines.every((line) => textWidth(line) <= width)).toBe(true);
      expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
    }),
  );
});

test('breaks at spaces', () => {
  expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
  expect(wrap('', 7)).toEqual(['']);
  expect(wrap('a incomprehensible b', 8)).toEqual(['a', 'incompre', 'hensible', 'b']);
});

test('wide characters take two columns, combining ones none', () => {
  expect([textWidth('abc'), textWidth('年齢'), textWidth('e\u0301'), textWidth('🔬'), textWidth('→')]).toEqual([3, 4, 1, 2, 1]);
  expect(padEnd('年', 4)).toBe('年  ');
});

test('tail keeps the end', () => {
  expect(tail('data/train.csv', 20)).toBe('data/train.csv');
  expect(tail('data/train.csv', 10)).toBe('…train.csv');
});
