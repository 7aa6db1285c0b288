import { expect, it } from 'vitest';
import { alternatives } from '../../src/text/alternatives.ts';

it.each([
  [[], ''],
  [['a'], 'a'],
  [['a', 'b'], 'a or b'],
  [['a', 'b', 'a', 'c'], 'a, b or c'],
])('%j reads %s', (words, text) => {
  expect(alternatives(words)).toBe(text);
});
