// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what DVC resolves looks like a template string
import { describe, expect, it } from 'vitest';
import { parseParams } from '../../../src/dvc/params/parse-params.ts';
import type { Value, ValueMap } from '../../../src/dvc/read/value.ts';
import { parsePipeline } from '../../../src/dvc/stage/load-stages.ts';
import { resolvePipeline } from '../../../src/dvc/template/resolve-pipeline.ts';

function resolve(text: string, files: Record<string, string> = {}, flags = {}): Record<string, Record<string, unknown>> {
  const readVars = (path: string) => (files[path] === undefined ? undefined : parseParams(files[path], path));
  const { stages } = resolvePipeline(parsePipeline(text, 'dvc.yaml'), 'dvc.yaml', { readVars, flags });
  return Object.fromEntries(stages.map(({ name, definition }) => [name, plain(definition) as Record<string, unknown>]));
}
const cmds = (...args: Parameters<typeof resolve>) =>
  Object.fromEntries(Object.entries(resolve(...args)).map(([name, { cmd }]) => [name, cmd]));
const stage = (cmd: string) => `stages:\n  s:\n    cmd: ${cmd}\n`;

function plain(value: Value): unknown {
  if (value instanceof Map) return Object.fromEntries([...(value as ValueMap)].map(([key, item]) => [String(key), plain(item)]));
  return Array.isArray(value) ? value.map(plain) : value;
}

describe('resolvePipeline', () => {
  it('writes values as DVC does', () => {
    const params = 'a: 1e-5\nb: 1.0\nc: 10\nd: true\ne: null\nf: x y\nl: [1, {k: v}]';
    expect(cmds(stage('run ${a} ${b} ${c} ${d} ${e} ${f} ${l[0]} ${l.1.k} \\${a}'), { 'params.yaml': params })).toEqual({
      s: 'run 1e-05 1.0 10 true None x y 1 v ${a}',
    });
  });

  it('keeps the type of a value that stands alone', () => {
    const definition = resolve('stages:\n  s: {cmd: x, frozen: false, meta: {n: "${n}"}, params: ["${p}"]}', {
      'params.yaml': 'n: 1\np: a.b',
    });
    expect(definition.s).toMatchObject({ meta: { n: 1n }, params: ['a.b'] });
  });

  it('turns maps in commands into flags', () => {
    const params =
      "o:\n  lr: 1e-5\n  flag: true\n  off: false\n  none: null\n  name: it's\n  deep: {a: {b: 1.0}}\n  list: [1, a b, true]\n  no: []\n  empty: ''";
    expect(cmds(stage('run ${o}'), { 'params.yaml': params })).toEqual({
      s: `run --lr 1e-05 --flag --none None --name 'it'"'"'s' --deep.a.b 1.0 --list 1 'a b' True --empty ''`,
    });
    expect(
      cmds(stage('run ${o}'), { 'params.yaml': 'o: {a: false, l: [1, 2]}' }, { bool: 'boolean_optional', list: 'append' }),
    ).toEqual({
      s: 'run --no-a --l 1 --l 2',
    });
  });

  it('loads variables in order, of files whole or in part, and of stages', () => {
    const text = `
vars: [v.json, 'w.toml:a,b', {local: {x: 1}}]
stages:
  s: {cmd: "\${p} \${j.k} \${a} \${b.c} \${local.x} \${own}", vars: [own.yaml], wdir: sub}
  t: {cmd: "\${own}", vars: [{own: 2}]}
`;
    const files = {
      'params.yaml': 'p: 0',
      'v.json': '{"j": {"k": 1}}',
      'w.toml': 'a = 2\nz = 9\n[b]\nc = 3',
      'sub/own.yaml': 'own: 4',
    };
    expect(cmds(text, files)).toEqual({ s: '0 1 2 3 1 4', t: 2n });
  });

  it('generates stages of lists and maps', () => {
    const text = `
stages:
  l: {foreach: [a, 1.50, false, a], do: {cmd: "x \${item}"}}
  p: {foreach: "\${list}", do: {cmd: "x \${item}"}}
  d: {foreach: [{n: 1}, {n: 2}], do: {cmd: "x \${item.n}"}}
  m: {foreach: {k: {v: 1}}, do: {cmd: "\${key} \${item.v}"}}
`;
    expect(cmds(text, { 'params.yaml': 'list: [true, null, 2.0]' })).toEqual({
      'l@a': 'x a',
      'l@1.5': 'x 1.5',
      'l@false': 'x false',
      'p@True': 'x true',
      'p@None': 'x None',
      'p@2.0': 'x 2.0',
      'd@0': 'x 1',
      'd@1': 'x 2',
      'm@k': 'k 1',
    });
  });

  it('generates every combination of a matrix', () => {
    const text = `
stages:
  b:
    matrix: {os: [win, linux], ver: "\${ver}", opt: [{d: 1}], lst: [[1, 2]]}
    cmd: \${item.os} \${item.ver} \${item.opt.d} \${item.lst[1]} \${key}
`;
    expect(cmds(text, { 'params.yaml': 'ver: [3.7, 3.10]' })).toEqual({
      'b@win-3.7-opt0-lst0': 'win 3.7 1 2 win-3.7-opt0-lst0',
      'b@win-3.1-opt0-lst0': 'win 3.1 1 2 win-3.1-opt0-lst0',
      'b@linux-3.7-opt0-lst0': 'linux 3.7 1 2 linux-3.7-opt0-lst0',
      'b@linux-3.1-opt0-lst0': 'linux 3.1 1 2 linux-3.1-opt0-lst0',
    });
  });

  it('does not look at a template that makes no stage', () => {
    expect(cmds('stages:\n  s: {foreach: [], do: {cmd: "${a..b} ${no}"}}')).toEqual({});
  });

  it.each([
    ['an unknown name', stage('${no.such}'), {}, "stages.s.cmd: could not find 'no.such'"],
    ['arithmetic', stage('${a..b}'), {}, 'not a path'],
    ['an empty expression', stage('${}'), {}, 'not a path'],
    ['a list in a command', stage('x ${l}'), { 'params.yaml': 'l: [1]' }, 'list'],
    ['a map in a path', 'stages:\n  s: {cmd: x, deps: ["${m}"]}', { 'params.yaml': 'm: {a: 1}' }, 'map'],
    ['nested lists as flags', stage('${m}x'), { 'params.yaml': 'm: {a: [[1]]}' }, 'list within a list'],
    ['a variable defined twice', `vars: [{a: 1}]\n${stage('x')}`, { 'params.yaml': 'a: 2' }, "define 'a' again"],
    ['an expression in vars', `vars: [{a: "\${b}"}]\n${stage('x')}`, {}, 'cannot stand here'],
    ['a missing file', `vars: [no.yaml]\n${stage('x')}`, {}, 'does not exist'],
    ['a missing key of a file', `vars: ["v.yaml:b"]\n${stage('x')}`, { 'v.yaml': 'a: 1' }, "could not find 'b'"],
    ['a file loaded in part again', `vars: [params.yaml:a]\n${stage('x')}`, { 'params.yaml': 'a: 1' }, 'loaded already'],
    ['item set by a stage', 'stages:\n  s: {foreach: [1], do: {cmd: x, vars: [{item: 2}]}}', {}, 'reserved'],
    ['foreach over text', 'stages:\n  s: {foreach: "${a}", do: {cmd: x}}', { 'params.yaml': 'a: b' }, 'list or a map'],
    ['a suffix without text', 'stages:\n  s: {foreach: [""], do: {cmd: x}}', {}, "stage's name"],
    ['a suffix with @', 'stages:\n  s: {matrix: {a: [x@y]}, cmd: x}', {}, "stage's name"],
    ['a name with @', 'stages:\n  s@t: {cmd: x}', {}, "holds an '@'"],
    ['an expression as a key', 'stages:\n  s: {foreach: {"${a}": 1}, do: {cmd: x}}', { 'params.yaml': 'a: b' }, 'key'],
    ['a tuple', `vars: [v.py]\n${stage('x')}`, { 'v.py': 'a = (1, 2)' }, 'tuple'],
    ['a date', stage('x'), { 'params.yaml': 'd: 2020-01-02' }, 'date'],
    ['an unknown name in a section of its own', 'plots: ["${no}.csv"]', {}, "resolve plots: could not find 'no'"],
    ['an unknown key', 'stages:\n  s: {cmd: x, dep: []}', {}, 'unknown key "dep"'],
    ['a flag by expression', 'stages:\n  s: {cmd: x, outs: [o: {cache: "${c}"}]}', { 'params.yaml': 'c: true' }, 'true or false'],
    [
      'an explosion',
      `stages:\n  s:\n    cmd: x\n    matrix: {${Array.from({ length: 9 }, (_, i) => `a${i}: [1,2,3,4,5,6,7,8,9]`).join(', ')}}`,
      {},
      'combinations',
    ],
  ])('refuses %s', (_, text, files, message) => expect(() => resolve(text, files as Record<string, string>)).toThrow(message));
});
