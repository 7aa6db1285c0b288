import { describe, expect, it } from 'vitest';
import { lookUp } from '../../../src/dvc/params/look-up.ts';
import { parseParams } from '../../../src/dvc/params/parse-params.ts';
import { valuesEqual } from '../../../src/dvc/params/values-equal.ts';
import { Timestamp } from '../../../src/dvc/read/value.ts';
import { UserError } from '../../../src/errors.ts';

const value = (file: string, text: string, path: string) => lookUp(parseParams(text, file), path);

describe('parseParams', () => {
  it.each([
    ['010', 10n],
    ['0o17', 15n],
    ['0x1F', 31n],
    ['0b11', 3n],
    ['1_000', 1000n],
    ['+1', 1n],
    ['-7', -7n],
    ['1e-3', 0.001],
    ['1e5', 100000],
    ['.5', 0.5],
    ['5.', 5],
    ['1.0', 1],
    ['-.inf', Number.NEGATIVE_INFINITY],
    ['.NaN', Number.NaN],
    ['-.NaN', '-.NaN'],
    ['yes', 'yes'],
    ['True', true],
    ['~', null],
    ['', null],
    ['1:30', '1:30'],
    ['"1"', '1'],
    ['123456789012345678901234567890', 123456789012345678901234567890n],
  ])('YAML %s', (text, expected) => expect(value('p.yaml', `a: ${text}`, 'a')).toEqual(expected));

  it('keeps unquoted dates apart and merges anchors', () => {
    expect(value('p.yaml', 'a: 2020-01-02', 'a')).toEqual(new Timestamp('2020-01-02'));
    expect(value('p.yaml', 'base: &b {x: 1, y: 2}\na:\n  <<: *b\n  y: 3', 'a')).toEqual(
      new Map([
        ['x', 1n],
        ['y', 3n],
      ]),
    );
  });

  it.each([
    ['a doubled key', 'p.yaml', 'a: 1\na: 2'],
    ['an unknown tag', 'p.yaml', 'a: !!python/object:os.system ls'],
    ['two documents', 'p.yaml', 'a: 1\n---\nb: 2'],
    ['a tab', 'p.yaml', 'a:\n\tb: 1'],
    ['bad JSON', 'p.json', '{"a": 01}'],
    ['deep JSON', 'p.json', '['.repeat(100_000)],
    ['bad TOML', 'p.toml', 'a = '],
    ['an unclosed Python string', 'p.py', 'a = "x'],
  ])('refuses %s', (_, file, text) => expect(() => parseParams(text, file)).toThrow(UserError));

  it('reads JSON with ints apart from floats', () => {
    const text = '{"a": {"b": [1, 2.0, -3e2]}, "big": 123456789012345678901, "n": NaN, "u": "\\u00e9", "t": true, "a2": null}';
    expect(value('p.json', text, 'a.b')).toEqual([1n, 2, -300]);
    expect(value('p.json', text, 'a.b.1')).toBe(2);
    expect(value('p.json', text, 'big')).toBe(123456789012345678901n);
    expect(value('p.json', text, 'n')).toBeNaN();
    expect(value('p.json', text, 'u')).toBe('é');
    expect(value('p.json', text, 'a2')).toBeNull();
    expect(value('p.json', text, 'a3')).toBeUndefined();
  });

  it('reads TOML', () => {
    const text = 'a = 1\n[t]\nb = 2.5\nl = [1, "x"]\nd = 2020-01-02';
    expect([value('p.toml', text, 'a'), value('p.toml', text, 't.b'), value('p.toml', text, 't.l.1')]).toEqual([1n, 2.5, 'x']);
    expect(value('p.toml', text, 't.d')).toBeInstanceOf(Timestamp);
  });

  it.each(['[]', 'null', '0', '""'])('takes %s for no parameters', (text) => {
    expect(parseParams(text, 'p.json')).toEqual(new Map());
    expect(parseParams(text, 'p.yaml')).toEqual(new Map());
  });

  it.each([
    ['a = 1, 2', [1n, 2n]],
    ['a = 1,', [1n]],
    ['a = -(1)', -1n],
    ['a = --1', undefined],
    ['a = set()', []],
    ['a = "\\101\\0"', 'A\0'],
    ['class a: x = 1', new Map([['x', 1n]])],
    ['class a(B, m=C): pass', new Map()],
  ])('Python %s', (text, expected) => expect(value('p.py', text, 'a')).toEqual(expected));

  it('reads names of Python in any letters', () => {
    expect(value('p.py', 'class Größe:\n  ü: int = 1\n', 'Größe.ü')).toBe(1n);
  });

  it('reads literals of Python files and runs nothing', () => {
    const text = `
import os  # not a = 9
"""a = 8"""
A = 1
B: float = -2.5
C = [1, 'two', (3.0, None), {4}]; D = {'x': True, 'y': {"z": 1_000}}
E = os.system('touch /tmp/never')
F = """long
text"""
G = 'a' "b" \\
    'c'
H == 3
x = y = 1
class Model:
    depth = 3
    def __init__(self, lr=1):
        self.lr = 0.1
        local = 5
    def other(self):
        self.no = 1
    class Inner:
        k = 0x10
def f():
    z = 1
`;
    const params = parseParams(text, 'p.py');
    expect(params).toEqual(
      new Map<string, unknown>([
        ['A', 1n],
        ['B', -2.5],
        ['C', [1n, 'two', [3, null], [4n]]],
        [
          'D',
          new Map<string, unknown>([
            ['x', true],
            ['y', new Map([['z', 1000n]])],
          ]),
        ],
        ['F', 'long\ntext'],
        ['G', 'abc'],
        [
          'Model',
          new Map<string, unknown>([
            ['depth', 3n],
            ['lr', 0.1],
            ['Inner', new Map([['k', 16n]])],
          ]),
        ],
      ]),
    );
  });
});

describe('lookUp', () => {
  const text = 'a: {b: 1, 2020: 2, true: 3}\nl: [x, y, {k: z}]\n"c.d": 4\none: {two: {three: 5}}\n';
  it.each([
    ['a.b', 1n],
    ['a.2020', 2n],
    ['a.1', 3n],
    ['l.0', 'x'],
    ['l.-1.k', 'z'],
    ['l.+1', 'y'],
    ['l.3', undefined],
    ['one.*', new Map([['three', 5n]])],
    ['o?e.**.three', 5n],
    ['c.d', undefined],
    ['c*d', 4n],
    ['.a.b', 1n],
    ['a.B', undefined],
    ['l.0.x', undefined],
  ])('%s', (path, expected) => expect(value('p.yaml', text, path)).toEqual(expected));

  it('refuses a glob of several values', () => expect(() => value('p.yaml', text, 'l.*')).toThrow(UserError));
});

describe('valuesEqual', () => {
  it.each([
    [1n, 1, true],
    [true, 1n, true],
    [false, 0, true],
    [0.1, 0.1, true],
    [Number.NaN, Number.NaN, false],
    ['1', 1n, false],
    [null, false, false],
    [[1n, 2n], [1, 2], true],
    [[1n, 2n], [2n, 1n], false],
    [9007199254740993n, 9007199254740992, false],
  ])('%s = %s: %s', (a, b, expected) => expect(valuesEqual(a, b)).toBe(expected));

  it('disregards the order of keys', () => {
    const map = (...keys: string[]) => new Map(keys.map((key) => [key, 1n]));
    expect(valuesEqual(map('a', 'b'), map('b', 'a'))).toBe(true);
    expect(valuesEqual(map('a'), map('a', 'b'))).toBe(false);
  });
});
