import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { parsePlainYaml } from '../../../src/dvc/read/parse-plain-yaml.ts';
import { parseFullYaml, parseYaml } from '../../../src/dvc/read/parse-yaml.ts';

describe('parsePlainYaml', () => {
  it.each([
    "schema: '2.0'\nstages:\n  s:\n    cmd: run a  b\n    deps:\n    - path: d\n      md5: abc\n      size: 12\n    outs: []\n",
    'a:\n- b: 1\n  c: 2\n- b: 3\n',
    'a:\n  - x\n  - -1\n  - 1.50\nb:\n',
    'cmd: a long text that\n  goes on here\n  and here\nnext: 1\n',
    'a:\n- b:\n    c: 1\n  d: 2\n',
    'x: 1e5\ny: 0x1F\nz: null\nw: ~\nv: True\n',
    '- a\n- b\n',
    'a: [1, src/x.py, 1.50,b ]\n',
  ])('reads %j like the full parser', (text) => {
    const plain = parsePlainYaml(text);
    expect(plain).toBeDefined();
    expect(plain).toEqual(parseFullYaml(text, 'f'));
  });

  it.each([
    'a: 1\na: 2',
    'a: &x 1',
    'a: *x',
    '<<: {a: 1}',
    'a: |\n  x',
    'a: [1, [2]]',
    'a: [b: c]',
    'a: [1, ]',
    'a: [x y]',
    'a: b: c',
    'a: b # c',
    'a:\tb',
    '--- a',
    '? a',
    'a: "x\\n"',
    "a: 'it''s'",
    'a: b\n c: d',
    'a\nb: 1',
    '',
    'a: -',
    'a: @x',
    'true: 1',
    '- - a',
  ])('leaves %j to the full parser', (text) => expect(parsePlainYaml(text)).toBeUndefined());

  const agrees = (source: string) => {
    const plain = parsePlainYaml(source);
    if (plain !== undefined) expect(plain).toEqual(parseFullYaml(source, 'f'));
  };
  const scalars =
    "x 1 -1 1.5 - 's' \"s\" x:y # [] {} [ &a *a | > ~ x: !t % 2020-01-02 0o7 -.inf ' é ... --- null a,b q? -x .5 1_0 + http://a/b C# @x".split(
      ' ',
    );

  it('never reads anything otherwise than the full parser', () => {
    const line = fc.tuple(
      fc.constantFrom('', '', '  ', '  ', ' ', '    ', '- ', '  - ', '-   '),
      fc.constantFrom('a', 'b', 'key', 'k.2', "'q'", 'c', '1', 'true', '', '-', '<<'),
      fc.constantFrom(': ', ': ', ':', ':', ' ', ''),
      fc.constantFrom(
        ...scalars,
        '',
        '',
        '',
        '',
        'x y',
        'a  b',
        "it's",
        'x #c',
        'x: y',
        '- x',
        '&& x',
        '| y',
        '%z',
        '[1, a]',
        '[a',
        '[a, ]',
        '[a,b ]',
      ),
    );
    const text = fc.array(line, { maxLength: 7 }).map((lines) => lines.map((parts) => parts.join('')).join('\n'));
    fc.assert(fc.property(text, agrees), { numRuns: 40000, seed: 1 });
  });

  it('reads what a writer of YAML writes', () => {
    const word = fc.string({ unit: fc.constantFrom(...'ab Z09.-_/:#\'"$,é'), maxLength: 120 });
    const value = fc.letrec((tie) => ({
      any: fc.oneof({ depthSize: 'small' }, word, fc.integer(), fc.boolean(), fc.constant(null), tie('list'), tie('map')),
      list: fc.array(tie('any'), { maxLength: 4 }),
      map: fc.dictionary(word, tie('any'), { maxKeys: 4 }),
    })).map;
    fc.assert(
      fc.property(value, fc.boolean(), (written, indentSeq) => agrees(stringify(written, { indentSeq }))),
      { numRuns: 3000, seed: 1 },
    );
  });
});

describe('parseYaml', () => {
  it.each([
    ['a: |\n  x\n', 'x\n'],
    ['a: |\n  x', 'x'],
    ['a: |+\n  x', 'x'],
    ['a: >\n  x\n  y', 'x y'],
    ['a: |\n  x\n\n', 'x\n'],
    ['a: |-\n  x', 'x'],
  ])('reads a block as long as the file, %j', (text, expected) => {
    expect(parseYaml(text, 'f')).toEqual(new Map([['a', expected]]));
  });

  it('keeps the line end of a block that others follow', () => {
    expect(parseYaml('a: |\n  x\nb: 1', 'f')).toEqual(
      new Map<string, unknown>([
        ['a', 'x\n'],
        ['b', 1n],
      ]),
    );
  });

  it('puts merged keys first', () => {
    const map = parseYaml('x: &x {b: 1, c: 2}\ny:\n  a: 3\n  <<: *x\n  c: 4\n', 'f') as Map<string, Map<string, bigint>>;
    expect([...map.get('y')!]).toEqual([
      ['b', 1n],
      ['c', 4n],
      ['a', 3n],
    ]);
  });
});
