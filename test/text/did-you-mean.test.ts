import { describe, expect, it } from 'vitest';
import { didYouMean, nearest } from '../../src/text/did-you-mean.ts';

const keys = ['target', 'time', 'features', 'fail_on', 'id', 'drift/numeric', 'integer', 'string'];

describe('nearest', () => {
  it.each([
    ['targt', 'target'],
    ['tagret', 'target'],
    ['Target', 'target'],
    ['fail-on', 'fail_on'],
    ['failOn', 'fail_on'],
    ['drift/numerics', 'drift/numeric'],
    ['int', 'integer'],
    ['timestamp', 'time'],
    ['di', 'id'],
  ])('takes %s for %s', (word, meant) => {
    expect(nearest(word, keys)).toBe(meant);
  });

  it.each(['colour', 'x', 'plugins', '', 'a'.repeat(1_000_000)])('has no idea of %.20s', (word) => {
    expect(nearest(word, keys)).toBeUndefined();
  });

  it('prefers the fewest changes to the first in line', () => {
    expect(nearest('tests', ['texts', 'test'])).toBe('texts');
    expect(nearest('tests', ['treats', 'test'])).toBe('test');
    expect(nearest('test', ['TEST', 'tests'])).toBe('TEST');
  });

  it('does not take one letter for another', () => {
    expect(nearest('x', ['y'])).toBeUndefined();
  });
});

describe('didYouMean', () => {
  it('is a question with the candidate in back-quotes, control characters shown', () => {
    expect(didYouMean('targt', keys)).toBe('did you mean `target`?');
    expect(didYouMean('agee', ['age\u001b'])).toBe('did you mean `age\\x1b`?');
    expect(didYouMean('zzz', keys)).toBeUndefined();
  });
});
