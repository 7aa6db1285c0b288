import { describe, expect, it } from 'vitest';
import { readYaml } from '../../src/config/read-yaml.ts';

const read = (text: string, keepsText: (path: readonly (string | number)[]) => boolean = () => false) =>
  readYaml(text, 'w.yaml', keepsText);
const problemsOf = async (text: string) => {
  try {
    return (await read(text)).problems;
  } catch (error) {
    return (error as { problems: readonly { message: string; hint?: string; position: { line: number; column: number } }[] })
      .problems;
  }
};

describe('values', () => {
  it('are those of YAML 1.2 core, whatever the file says its version is', async () => {
    const { value } = await read('%YAML 1.1\n---\na: yes\nb: off\nc: 2027-03-01\nd: 0o17\ne: 1_000\nf: ~\n"g": True\n');
    expect(value).toEqual({ a: 'yes', b: 'off', c: '2027-03-01', d: 15, e: '1_000', f: null, g: true });
  });

  it('keep the text of numbers where they are labels, unless that is how a number is written anyway', async () => {
    const { value } = await read(
      'labels: [007, 1.0, 3, -2, 12345678901234567890, 1e3, 0.5]\nmin: 1.0\n',
      ([first]) => first === 'labels',
    );
    expect(value).toEqual({ labels: ['007', '1.0', 3, -2, '12345678901234567890', '1e3', 0.5], min: 1 });
  });

  it('take names that objects have anyway', async () => {
    const { value } = await read('constructor: 1\ntoString: 2\nhasOwnProperty: 3\n2020: 4\n007: 5\n');
    expect(Object.entries(value as object)).toEqual(
      expect.arrayContaining([
        ['constructor', 1],
        ['toString', 2],
        ['hasOwnProperty', 3],
        ['2020', 4],
        ['007', 5],
      ]),
    );
  });

  it('are nothing in an empty file', async () => {
    expect((await read('')).value).toBeNull();
    expect((await read('# only words\n')).value).toBeNull();
  });

  it('follow aliases', async () => {
    expect((await read('a: &x { b: [1] }\nc: *x\n')).value).toEqual({ a: { b: [1] }, c: { b: [1] } });
  });
});

describe('positions', () => {
  const text = 'a: 1\n\nb:\n  - c: x\n    d:   [1, "y"]\n';
  const cases = [
    [['a'], 'key', 1, 1],
    [['a'], 'value', 1, 4],
    [['b', 0], 'value', 4, 5],
    [['b', 0, 'd'], 'key', 5, 5],
    [['b', 0, 'd', 1], 'value', 5, 14],
    [['b', 0, 'nothing', 'here'], 'value', 4, 5],
  ] as const;

  it.each(cases)('of %j, %s', async (path, at, line, column) => {
    expect((await read(text)).position(path, at)).toEqual({ path: 'w.yaml', line, column });
    expect((await read(text.replaceAll('\n', '\r\n'))).position(path, at)).toEqual({ path: 'w.yaml', line, column });
  });

  it('of what an alias stands for are those of its anchor', async () => {
    expect((await read('a: &x { b: 1 }\nc: *x\n')).position(['c', 'b'], 'value')).toMatchObject({ line: 1, column: 12 });
  });
});

describe('problems', () => {
  it.each([
    ['a: 1\nb:\n  c: 1\n  c: 2\n', 4, 3, 'the key `c` is given twice', 'it stands on line 3 too'],
    ['a:\n\tb: 1\n', 2, 1, 'a tab is used for indentation', 'YAML indents with spaces'],
    ['a: 1\n---\nb: 2\n', 2, 1, 'the file holds a second YAML document', undefined],
    ['a: 1\n<<<<<<< ours\nb: 1\n=======\nb: 2\n>>>>>>> theirs\n', 2, 1, 'a merge conflict is left in the file', undefined],
    ['a: 1\r\n=======\r\n', 2, 1, 'a merge conflict is left in the file', undefined],
    ['a: !!python/object:os.system x\n', 1, 4, 'YAML tags are not understood here', undefined],
    ['a: !!binary aGk=\n', 1, 4, 'YAML tags are not understood here', undefined],
    ['rules:\n  a: *x\n', 2, 6, 'no anchor is called `&x`', 'text that begins with `*` stands in quotes: "*x"'],
    ['a: [1, 2\nb: 3\n', 2, 1, 'not valid YAML: Flow sequence in block collection', undefined],
    ['a: b: c\n', 1, 4, 'not valid YAML: Nested mappings', 'put a value that holds `: ` in quotes'],
    ['a: @b\n', 1, 4, 'not valid YAML: Plain value cannot start', 'put the value in quotes'],
    ['? [a, b]\n: 1\n', 1, 3, 'a key must be text', undefined],
    ['__proto__: { fail_on: never }\n', 1, 1, '`__proto__` cannot be a key', undefined],
    ['1: a\n"1": b\n', 2, 1, 'the key `1` is given twice', undefined],
  ])('%j', async (text, line, column, message, hint) => {
    const [problem, ...more] = (await problemsOf(text)) ?? [];
    expect(problem).toMatchObject({
      position: { path: 'w.yaml', line, column },
      message: expect.stringContaining(message),
      ...(hint && { hint }),
    });
    expect(more).toEqual([]);
  });

  it('of keys given twice leave the rest readable', async () => {
    expect(await read('a: 1\na: 2\nb: 3\n')).toMatchObject({
      value: { a: 1, b: 3 },
      problems: [{ message: 'the key `a` is given twice' }],
    });
  });

  it('do not see merge conflicts in indented text', async () => {
    expect((await read('a: |\n  <<<<<<< ours\n  =======\n')).problems).toEqual([]);
  });

  it('show control characters in names', async () => {
    expect((await problemsOf('"a\\e[31m": 1\n"a\\e[31m": 2\n'))?.[0]?.message).toBe('the key `a\\x1b[31m` is given twice');
  });

  it('quote little of the file, and nothing a terminal obeys', async () => {
    const [problem] = (await problemsOf(`- a\n"${'x'.repeat(1000)}\u001b[31m": 1\n`)) ?? [];
    expect(problem?.message.length).toBeLessThanOrEqual(200);
    expect((await problemsOf('a: *x\u001b\n'))?.[0]).toMatchObject({
      message: 'no anchor is called `&x\\x1b`',
      hint: expect.stringContaining('*x\\x1b'),
    });
  });

  it('are one for each line of broken YAML, five at most', async () => {
    expect(await problemsOf('a: @\n'.repeat(20))).toHaveLength(5);
  });
});

describe('hostile files', () => {
  const laughs = ['a: &a [x, x, x, x, x, x, x, x, x]'];
  for (let i = 1; i < 26; i++) {
    const [name, before] = [i, i - 1].map((n) => String.fromCharCode(97 + n));
    laughs.push(`${name}: &${name} [${Array(9).fill(`*${before}`).join(', ')}]`);
  }

  it.each([
    ['a billion laughs', `${laughs.join('\n')}\n`, 'aliases unfold into too much'],
    ['an anchor inside itself', 'a: &x [*x]\n', 'aliases unfold into too much'],
    ['one big list many times', `a: &a [${'1,'.repeat(5000)}]\nb: [*a, *a, *a]\n`, 'aliases unfold into too much'],
    ['20,000 open brackets', '['.repeat(20_000), 'nested more than 64 levels deep'],
    ['50,000 open maps', '{a: '.repeat(50_000), 'nested more than 64 levels deep'],
    ['50,000 dashes', '- '.repeat(50_000), 'nested more than 64 levels deep'],
    ['50,000 question marks', '? '.repeat(50_000), 'nested more than 64 levels deep'],
  ])('%s', async (_, text, message) => {
    const started = performance.now();
    const problems = await problemsOf(text);
    expect(problems).toEqual([expect.objectContaining({ message: expect.stringContaining(message) })]);
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it('30,000 keys are read in reasonable time', async () => {
    const started = performance.now();
    const { value } = await read(Array.from({ length: 30_000 }, (_, i) => `k${i}: 1\n`).join(''));
    expect(Object.keys(value as object)).toHaveLength(30_000);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
