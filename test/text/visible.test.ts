import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { visible, visibleJson, visibleLines, withoutCommands } from '../../src/text/visible.ts';
import { forbidden, hostile } from '../report/hostile.ts';

describe('visible', () => {
  test('shows what cannot be seen', () => {
    expect(visible('a\x1b[2J\n\t\r\x07\u009b\u202e\u{e0041}\ud800')).toBe('a\\x1b[2J\\n\\t\\r\\x07\\x9b\\u202e\\u{e0041}\\ud800');
  });

  test('leaves honest text of any script as it is', () => {
    const honest = ['C:\\data\\träin.csv', 'возраст', '年齢', 'عمر', '👩‍🔬', 'naïve', 'a:b::c', '## heading', '�'];
    expect(honest.map(visible)).toEqual(honest);
  });

  test('breaks the commands of build servers', () => {
    expect(visible('##[add-mask]x ##vso[task]')).toBe('#\\x23[add-mask]x #\\x23vso[task]');
    expect(withoutCommands('a\n  ::error::x\n::y\nz :: w')).toBe('a\n  \\x3a:error::x\n\\x3a:y\nz :: w');
  });

  test('never lets a forbidden character through', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => !forbidden.test(visible(text)) && !visible(text).includes('\n')),
    );
  });

  test('keeps lines apart', () => {
    expect(visibleLines('a\r\nb\x1b\nc')).toEqual(['a', 'b\\x1b', 'c']);
  });
});

describe('visibleJson', () => {
  test('is JSON of the same value without a forbidden character', () => {
    const text = visibleJson({ [hostile]: [hostile] }, 2);
    expect(text).not.toMatch(forbidden);
    expect(text).not.toMatch(/##\[/);
    expect(JSON.parse(text)).toEqual({ [hostile]: [hostile] });
  });

  test('round-trips any string', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => JSON.parse(visibleJson(text)) === text));
  });
});
