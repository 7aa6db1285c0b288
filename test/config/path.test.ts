import { expect, it } from 'vitest';
import { dotted, valueAt } from '../../src/config/path.ts';

it('writes paths as they are said, odd keys in quotes', () => {
  expect(dotted(['features', 'age', 'min'])).toBe('features.age.min');
  expect(dotted(['ignore', 0, 'rule'])).toBe('ignore[0].rule');
  expect(dotted(['rules', 'drift/*'])).toBe('rules.drift/*');
  expect(dotted(['features', 'a.b\n', 'min'])).toBe('features."a.b\\n".min');
});

it('finds own values only', () => {
  expect(valueAt({ a: [{ b: 1 }] }, ['a', 0, 'b'])).toBe(1);
  expect(valueAt({}, ['constructor', 'name'])).toBeUndefined();
  expect(valueAt(null, ['a'])).toBeUndefined();
});
