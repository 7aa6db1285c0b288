import { expect, it } from 'vitest';
import { describeConfig, renderDescription } from '../../src/config/describe.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import { tempTree } from '../dvc/temp-tree.ts';

const text = `datasets:
  train: { path: 'https://me:secret@h/t.csv?sig=abc', options: { hive_partitioning: true } }
  all.2: x.csv
split: { strategy: random }
target: { column: y, positive: 1, horizon: 36h }
features: { "a.b": { known_at: t, values: [1, x] } }
rules: { drift/*: [warn, { limit: 1 }], a/b: { x: 2 } }
ignore: [{ rule: a/b, reason: r }]
timeout: 90s
`;

const load = (flags = {}) => loadConfig({ cwd: tempTree({ 'watertight.yaml': text }), flags, env: { WATERTIGHT_THREADS: '2' } });

it('lists every value with its origin, defaults included', async () => {
  const values = describeConfig(await load({ failOn: 'warn', set: ['drift/*=off'], only: ['a/b'] }));
  const at = (line: number, column: number) => ({ kind: 'config', position: { path: 'watertight.yaml', line, column } });
  expect(values).toEqual([
    { path: 'datasets.train.path', value: 'https://***@h/t.csv?sig=***', origin: at(2, 12) },
    { path: 'datasets.train.options.hive_partitioning', value: 'true', origin: at(2, 66) },
    { path: 'datasets."all.2".path', value: 'x.csv', origin: at(3, 3) },
    { path: 'split.strategy', value: 'random', origin: at(4, 10) },
    { path: 'target.column', value: 'y', origin: at(5, 11) },
    { path: 'target.positive', value: '1', origin: at(5, 22) },
    { path: 'target.horizon', value: '36h', origin: at(5, 35) },
    { path: 'id', value: '[]', origin: { kind: 'default' } },
    { path: 'entity', value: '[]', origin: { kind: 'default' } },
    { path: 'features."a.b".values', value: '[1,"x"]', origin: at(6, 35) },
    { path: 'features."a.b".known_at', value: 't', origin: at(6, 22) },
    { path: 'dvc', value: 'auto', origin: { kind: 'default' } },
    { path: 'rules.drift/*', value: '["warn",{"limit":1}]', origin: at(7, 10) },
    { path: 'rules.a/b', value: '{"x":2}', origin: at(7, 41) },
    { path: 'rules.drift/*', value: 'off', origin: { kind: 'flag', name: '--set drift/*' } },
    { path: 'ignore[0].rule', value: 'a/b', origin: at(8, 12) },
    { path: 'ignore[0].reason', value: 'r', origin: at(8, 23) },
    { path: 'fail_on', value: 'warn', origin: { kind: 'flag', name: '--fail-on' } },
    { path: 'engine.url', value: 'duckdb', origin: { kind: 'default' } },
    { path: 'engine.threads', value: '2', origin: { kind: 'environment', name: 'WATERTIGHT_THREADS' } },
    { path: 'timeout', value: '1m30s', origin: at(9, 1) },
    { path: 'only', value: '["a/b"]', origin: { kind: 'flag', name: '--only' } },
    { path: 'skip', value: '[]', origin: { kind: 'default' } },
    { path: 'show_values', value: 'false', origin: { kind: 'default' } },
  ]);
});

it('is written in columns, control characters shown', () => {
  const rendered = renderDescription([
    { path: 'time', value: 'a\u001b[31m\nb', origin: { kind: 'default' } },
    { path: 'target.column', value: 'y', origin: { kind: 'config', position: { path: 'w.yaml', line: 1, column: 2 } } },
    { path: 'fail_on', value: 'warn', origin: { kind: 'flag', name: '--fail-on' } },
  ]);
  expect(rendered.split('\n')).toEqual([
    'time           a\\x1b[31m\\nb  default',
    'target.column  y             w.yaml:1:2',
    'fail_on        warn          flag --fail-on',
    '',
  ]);
  expect(renderDescription([])).toBe('');
});
