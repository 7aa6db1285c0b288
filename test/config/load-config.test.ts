import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Flags, loadConfig } from '../../src/config/load-config.ts';
import { UserError } from '../../src/errors.ts';
import { tempTree } from '../dvc/temp-tree.ts';

const full = `version: 1
project: churn
datasets:
  train: data/train.parquet
  validation: { path: data/val.parquet }
  test: { path: data/test.csv, format: csv, options: { delimiter: ';', nulls: NA, hive_partitioning: false } }
  serving: { path: s3://bucket/served/*.parquet }
split: { strategy: temporal }
target: { column: churned, task: binary, positive: true, horizon: 30d }
time: signed_up_at
id: [row_id]
entity: [customer_id, email]
features:
  age:     { type: integer, min: 0, max: 120, nullable: false }
  plan:    { values: [free, pro, 007] }
  balance: { known_at: balance_updated_at }
  refunds: { available: after }
  rating:  { feast: 'ratings:avg_30d' }
  income:  { source: { path: data/income.parquet, entity: customer_id, time: ts, created: loaded_at, value: amount, ttl: 90d } }
preprocessing: { fit_on: train }
dvc: auto
feast: { repo: feature_repo, registry: feature_repo/data/registry.db, service: churn_v1 }
rules:
  drift/*: info
  target/proxy-column: [warn, { error: 0.99 }]
  overlap/shared-entities: { maxShare: 0.1 }
ignore:
  - { rule: target/proxy-column, columns: [tenure], reason: contract end date is known, until: 2027-03-01 }
fail_on: error
baseline: known.json
engine: { url: duckdb, memory_limit: 2 gb, threads: 4, extension_directory: extensions }
timeout: 10m
rule_timeout: 90s
`;

const load = (cwd: string, flags: Flags = {}, env: Record<string, string> = {}) => loadConfig({ cwd, flags, env });
const loadText = (text: string | Uint8Array, flags: Flags = {}, env: Record<string, string> = {}) =>
  load(tempTree({ 'watertight.yaml': text }), flags, env);
const loadFlags = (flags: Flags, env: Record<string, string> = {}) => load(tempTree(), flags, env);

describe('a whole file', () => {
  it('becomes a configuration', async () => {
    const cwd = tempTree({ 'watertight.yaml': full });
    const { origins, ...config } = await load(cwd);
    const at = (line: number, column: number) => ({ kind: 'config', position: { path: 'watertight.yaml', line, column } });
    expect(config).toEqual({
      baseDirectory: cwd,
      file: { path: 'watertight.yaml', digest: createHash('sha256').update(full).digest('hex') },
      project: 'churn',
      datasets: [
        { name: 'train', path: 'data/train.parquet', options: {}, position: at(4, 3).position },
        { name: 'validation', path: 'data/val.parquet', options: {}, position: at(5, 3).position },
        {
          name: 'test',
          path: 'data/test.csv',
          format: 'csv',
          options: { delimiter: ';', nulls: ['NA'], hivePartitioning: false },
          position: at(6, 3).position,
        },
        { name: 'serving', path: 's3://bucket/served/*.parquet', options: {}, position: at(7, 3).position },
      ],
      roles: { train: 'train', validation: 'validation', test: 'test', serving: 'serving' },
      strategy: 'temporal',
      target: { column: 'churned', task: 'binary', positive: true, horizon: { text: '30d', micros: 2_592_000_000_000 } },
      time: 'signed_up_at',
      id: ['row_id'],
      entity: ['customer_id', 'email'],
      features: [
        { name: 'age', type: 'integer', min: 0, max: 120, nullable: false, origin: at(14, 3) },
        { name: 'plan', values: ['free', 'pro', '007'], origin: at(15, 3) },
        { name: 'balance', knownAt: 'balance_updated_at', origin: at(16, 3) },
        { name: 'refunds', available: 'after', origin: at(17, 3) },
        { name: 'rating', feast: 'ratings:avg_30d', origin: at(18, 3) },
        {
          name: 'income',
          source: {
            path: 'data/income.parquet',
            entity: ['customer_id'],
            time: 'ts',
            created: 'loaded_at',
            value: 'amount',
            ttl: '90d',
          },
          origin: at(19, 3),
        },
      ],
      preprocessing: { fitOn: 'train' },
      dvc: 'auto',
      feast: { repo: 'feature_repo', registry: 'feature_repo/data/registry.db', service: 'churn_v1' },
      rules: [
        { pattern: 'drift/*', severity: 'info', options: undefined, origin: at(24, 3) },
        { pattern: 'target/proxy-column', severity: 'warn', options: { error: 0.99 }, origin: at(25, 3) },
        { pattern: 'overlap/shared-entities', severity: undefined, options: { maxShare: 0.1 }, origin: at(26, 3) },
      ],
      only: [],
      skip: [],
      ignore: [
        {
          rule: 'target/proxy-column',
          columns: ['tenure'],
          reason: 'contract end date is known',
          until: '2027-03-01',
          position: { path: 'watertight.yaml', line: 28, column: 5 },
        },
      ],
      failOn: 'error',
      baseline: join(cwd, 'known.json'),
      engine: { url: 'duckdb', memoryLimit: '2GB', threads: 4, extensionDirectory: join(cwd, 'extensions') },
      timeoutMs: 600_000,
      ruleTimeoutMs: 90_000,
      showValues: false,
    });
    expect(origins.get('fail_on')).toEqual(at(29, 1));
    expect(origins.get('datasets.train.path')).toEqual(at(4, 3));
    expect(origins.get('datasets.test.options.delimiter')).toEqual(at(6, 56));
    expect(origins.get('features.income.source.ttl')).toEqual(at(19, 117));
    expect(origins.get('rules.target/proxy-column.error')).toEqual(at(25, 33));
    expect(origins.get('rules.overlap/shared-entities.maxShare')).toEqual(at(26, 30));
    expect(origins.get('ignore[0].reason')).toEqual(at(28, 53));
    expect(origins.get('entity')).toEqual(at(12, 1));
    expect(origins.has('show_values')).toBe(false);
  });

  it('reads the same with a byte order mark and CRLF', async () => {
    const { digest: _, ...plain } = { digest: 0, ...(await loadText('target: y\nfail_on: warn\n')) };
    const dos = await loadText('\ufefftarget: y\r\nfail_on: warn\r\n');
    expect({ ...dos, file: null, baseDirectory: '' }).toEqual({ ...plain, file: null, baseDirectory: '' });
    expect(dos.origins.get('target.column')?.position).toMatchObject({ line: 1, column: 1 });
  });

  it('takes shorthands for what they stand for', async () => {
    const config = await loadText(
      'target: y\nid: a\nentity: b\nengine: sc://host:15002\nignore:\n- {rule: a/b, columns: c, datasets: test, reason: r}\n',
    );
    expect(config).toMatchObject({
      target: { column: 'y' },
      id: ['a'],
      entity: ['b'],
      engine: { url: 'sc://host:15002' },
      ignore: [{ columns: ['c'], datasets: ['test'] }],
    });
  });

  it('may be empty', async () => {
    expect(await loadText('# nothing yet\n')).toMatchObject({
      datasets: [],
      roles: {},
      failOn: 'error',
      dvc: 'auto',
      engine: { url: 'duckdb' },
    });
  });

  it('keeps label values as they are written', async () => {
    const config = await loadText(
      'target: { column: y, positive: 1.0 }\nfeatures: { a: { values: [1, 01, yes, true, 2027-01-01] } }\n',
    );
    expect(config.target?.positive).toBe('1.0');
    expect(config.features[0]?.values).toEqual([1, '01', 'yes', true, '2027-01-01']);
  });

  it('takes a tab written either way as a delimiter', async () => {
    const config = await loadText(
      `datasets:\n  train: { path: a, options: { delimiter: '\\t' } }\n  test: { path: b, options: { delimiter: "\\t" } }\n`,
    );
    expect(config.datasets.map(({ options }) => options.delimiter)).toEqual(['\t', '\t']);
  });
});

describe('finding the file', () => {
  it('goes upward to the root of the git repository and no further', async () => {
    const root = tempTree({
      'watertight.yaml': 'project: outer\n',
      'repo/.git/HEAD': '',
      'repo/a/b/x': '',
      'other/.git': 'gitdir: x',
      'other/c/x': '',
      'other/watertight.yml': 'project: other\n',
    });
    expect((await load(join(root, 'repo/a/b'))).file).toBeNull();
    const found = await load(join(root, 'other/c'));
    expect(found).toMatchObject({ project: 'other', baseDirectory: join(root, 'other'), file: { path: '../watertight.yml' } });
  });

  it('outside of a repository looks at one folder only', async () => {
    const root = tempTree({ 'watertight.yaml': 'project: p\n', 'a/x': '' });
    expect((await load(join(root, 'a'))).file).toBeNull();
    expect((await load(root)).project).toBe('p');
  });

  it('takes the one that is named', async () => {
    const root = tempTree({
      'watertight.yaml': 'project: found\n',
      'conf/mine.yaml': 'project: named\ndatasets: { train: t.csv }\n',
    });
    const config = await load(root, { config: 'conf/mine.yaml' });
    expect(config).toMatchObject({ project: 'named', baseDirectory: join(root, 'conf'), file: { path: 'conf/mine.yaml' } });
    expect(config.datasets[0]).toMatchObject({ path: 't.csv', position: { path: 'conf/mine.yaml', line: 2 } });
    expect((await loadConfig({ cwd: root, file: join(root, 'conf/mine.yaml') })).project).toBe('named');
  });

  it('refuses two, and those that cannot be read', async () => {
    await expect(load(tempTree({ 'watertight.yaml': '', 'watertight.yml': '' }))).rejects.toThrow(
      /both watertight.yaml and watertight.yml/,
    );
    await expect(loadFlags({ config: 'none.yaml' })).rejects.toThrow(/none.yaml does not exist/);
    await expect(loadFlags({ config: '.' })).rejects.toThrow(/is a folder/);
    await expect(loadText('x'.repeat(1024 * 1024 + 1))).rejects.toThrow(/larger than 1 MB/);
    await expect(loadText(new Uint8Array([0xff, 0xfe, 0x61, 0]))).rejects.toThrow(/UTF-16/);
    await expect(loadText(new Uint8Array([0x61, 0x3a, 0x20, 0xe9]))).rejects.toThrow(/not UTF-8/);
  });
});

describe('flags and environment', () => {
  const text = 'fail_on: info\nengine: { threads: 2, memory_limit: 1GB }\ntimeout: 1m\n';

  it('win over the file, flags over the environment', async () => {
    const env = {
      WATERTIGHT_FAIL_ON: 'warn',
      WATERTIGHT_THREADS: '3',
      WATERTIGHT_TIMEOUT: '2m',
      WATERTIGHT_ENGINE: 'sc://h',
      WATERTIGHT_MEMORY_LIMIT: '',
    };
    const config = await loadText(text, { failOn: 'never', timeout: '3m' }, env);
    expect(config).toMatchObject({
      failOn: 'never',
      timeoutMs: 180_000,
      engine: { url: 'sc://h', threads: 3, memoryLimit: '1GB' },
    });
    expect(config.origins.get('fail_on')).toEqual({ kind: 'flag', name: '--fail-on' });
    expect(config.origins.get('engine.threads')).toEqual({ kind: 'environment', name: 'WATERTIGHT_THREADS' });
    expect(config.origins.get('engine.memory_limit')).toMatchObject({ kind: 'config', position: { line: 2, column: 23 } });
  });

  it('are enough without a file', async () => {
    const flags: Flags = {
      train: 'a.csv',
      test: 'b/*.csv',
      serving: 's3://b/x.parquet',
      validation: 'v.parquet',
      target: 'y',
      task: 'binary',
      positive: '1',
      time: 't',
      horizon: '7d',
      entity: ['e', 'f'],
      id: ['i'],
      only: ['target/*,drift/*', 'x'],
      skip: ['drift/label'],
      set: ['target/*=warn', 'a/b=off'],
      memoryLimit: '512MB',
      threads: '2',
      ruleTimeout: '5s',
      dvc: false,
      showValues: true,
      baseline: 'b.json',
      engine: 'duckdb',
      delimiter: '\\t',
      decimal: ',',
      encoding: 'latin-1',
      nulls: ['NA', ''],
      quote: "'",
      header: false,
    };
    const cwd = tempTree();
    const config = await load(cwd, flags);
    const options = { delimiter: '\t', decimal: ',', encoding: 'latin-1', nulls: ['NA', ''], quote: "'", header: false };
    expect(config).toMatchObject({
      file: null,
      baseDirectory: cwd,
      datasets: [
        { name: 'train', path: 'a.csv', options },
        { name: 'validation', path: 'v.parquet', options: {} },
        { name: 'test', path: 'b/*.csv', options },
        { name: 'serving', path: 's3://b/x.parquet', options: {} },
      ],
      target: { column: 'y', task: 'binary', positive: 1, horizon: { text: '7d', micros: 604_800_000_000 } },
      time: 't',
      entity: ['e', 'f'],
      id: ['i'],
      only: ['target/*', 'drift/*', 'x'],
      skip: ['drift/label'],
      rules: [
        { pattern: 'target/*', severity: 'warn', origin: { kind: 'flag', name: '--set target/*' } },
        { pattern: 'a/b', severity: 'off' },
      ],
      dvc: 'off',
      showValues: true,
      baseline: join(cwd, 'b.json'),
      engine: { memoryLimit: '512MB', threads: 2 },
      ruleTimeoutMs: 5000,
    });
    expect(config.datasets[1]?.options).toEqual({});
    expect(config.datasets[0]?.position).toBeUndefined();
    expect(config.origins.get('datasets.train.options.decimal')).toEqual({ kind: 'flag', name: '--decimal' });
  });

  it('start from the working directory, the file from its own', async () => {
    const root = tempTree({
      '.git/HEAD': '',
      'watertight.yaml': 'datasets: { train: a.csv, test: b.csv }\nbaseline: c.json\n',
      'sub/x': '',
    });
    const cwd = join(root, 'sub');
    const paths = async (flags: Flags) => (await load(cwd, flags)).datasets.map(({ path }) => path);
    expect(await paths({ test: 't.csv' })).toEqual(['a.csv', join(cwd, 't.csv')]);
    expect(await paths({ test: '/t.csv', train: 's3://b/t.csv' })).toEqual(['s3://b/t.csv', '/t.csv']);
    expect(await paths({ test: 'db.table', engine: 'sc://h' })).toEqual(['a.csv', 'db.table']);
    expect((await load(cwd)).baseline).toBe(join(root, 'c.json'));
    expect((await load(cwd, { baseline: 'c.json' })).baseline).toBe(join(cwd, 'c.json'));
  });

  it('replace a data set as a whole', async () => {
    const config = await loadText(
      "datasets: { train: { path: a.csv, format: csv, options: { delimiter: ';' } }, test: b.csv }\n",
      { train: 'c.parquet' },
    );
    expect(config.datasets[0]).toEqual({ name: 'train', path: 'c.parquet', options: {} });
    expect(config.origins.has('datasets.train.format')).toBe(false);
  });

  it('replace lists, and add severities after those of the file', async () => {
    const config = await loadText('entity: [a, b]\nrules: { a/b: error }\n', {
      entity: ['c'],
      set: ['a/b=info', 'x/*=warn', 'a/b=off'],
    });
    expect(config.entity).toEqual(['c']);
    expect(config.rules.map(({ pattern, severity }) => [pattern, severity])).toEqual([
      ['a/b', 'error'],
      ['x/*', 'warn'],
      ['a/b', 'off'],
    ]);
  });

  it('complete a target, but what is said of one column does not pass to another', async () => {
    const text = 'target: { column: y, task: binary, positive: yes, horizon: 1d }\n';
    expect((await loadText(text, { task: 'multiclass' })).target).toMatchObject({
      column: 'y',
      task: 'multiclass',
      positive: 'yes',
    });
    expect((await loadText(text, { target: 'z' })).target).toEqual({
      column: 'z',
      horizon: { text: '1d', micros: 86_400_000_000 },
    });
    expect((await loadText(text, { target: 'y' })).target).toMatchObject({ positive: 'yes' });
    await expect(loadFlags({ positive: '1' })).rejects.toMatchObject({
      message: '`--positive` needs a target',
      hint: expect.stringContaining('--target'),
    });
  });

  it('take the value of the positive class as YAML would', async () => {
    const positive = async (text: string) => (await loadFlags({ target: 'y', positive: text })).target?.positive;
    expect(await Promise.all(['1', '1.0', 'true', 'yes', '007', 'NaN', '-3'].map(positive))).toEqual([
      1,
      '1.0',
      true,
      'yes',
      '007',
      'NaN',
      -3,
    ]);
  });

  it.each<[Flags, string, string?]>([
    [
      { task: 'binry', target: 'y' },
      '`--task` must be `binary`, `multiclass` or `regression`, not `binry`',
      'did you mean `binary`?',
    ],
    [{ failOn: 'warning' }, '`--fail-on` must be `error`, `warn`, `info` or `never`, not `warning`', 'did you mean `warn`?'],
    [{ horizon: '3mo', target: 'y' }, '`--horizon` must be a length of time, not `3mo`'],
    [{ threads: 'all' }, '`--threads` must be a number, not text'],
    [{ threads: '0' }, '`--threads` must be at least 1'],
    [{ threads: '1.5' }, '`--threads` must be a whole number, not `1.5`'],
    [{ memoryLimit: '80%' }, '`--memory-limit` must be a size such as `2GB` or `512MB`'],
    [{ timeout: '30d' }, '`--timeout` must be at most 24 days'],
    [{ timeout: '0s' }, '`--timeout` must be longer than zero'],
    [{ set: ['drift/*'] }, '`--set` needs RULE=SEVERITY, not `drift/*`'],
    [{ set: ['drift/*=wran'] }, '`--set drift/*` must be `off`, `info`, `warn` or `error`, not `wran`', 'did you mean `warn`?'],
    [{ train: '' }, '`--train` must not be empty'],
    [{ decimal: ';' }, '`--decimal` must be `,` or `.`, not `;`'],
    [
      { data: 'a.csv', train: 'b.csv', splitColumn: 'fold' },
      '`--data` holds all splits, so it cannot stand with `--train`, `--validation` or `--test`',
    ],
  ])('%j is refused', async (flags, message, hint) => {
    await expect(loadFlags(flags)).rejects.toMatchObject({ message, ...(hint && { hint }) });
  });

  it('names the variable that is wrong', async () => {
    await expect(loadFlags({}, { WATERTIGHT_THREADS: 'many' })).rejects.toThrow(
      '`WATERTIGHT_THREADS` must be a number, not text',
    );
    await expect(loadFlags({}, { WATERTIGHT_FAIL_ON: 'Error' })).rejects.toMatchObject({ hint: 'did you mean `error`?' });
  });
});

describe('splits in one file', () => {
  const text =
    'datasets: { all: data/all.parquet, serving: s.csv }\nsplit: { dataset: all, column: fold, strategy: group, train: [0, 1, 01], validation: 3, test: four }\n';

  it('are told apart by values as they are written', async () => {
    expect(await loadText(text)).toMatchObject({
      roles: { serving: 'serving' },
      strategy: 'group',
      splitColumn: { dataset: 'all', column: 'fold', roles: { train: [0, 1, '01'], validation: [3], test: ['four'] } },
    });
  });

  it('leave values to their common names when none are given', async () => {
    const config = await loadFlags({ data: 'x.csv', splitColumn: 'part' });
    expect(config).toMatchObject({
      datasets: [{ name: 'data', path: 'x.csv' }],
      roles: {},
      splitColumn: { dataset: 'data', column: 'part', roles: {} },
    });
  });

  it('change file or column by flags', async () => {
    const byData = await loadText(text, { data: 'x.csv' });
    expect(byData).toMatchObject({ splitColumn: { dataset: 'all', column: 'fold', roles: { validation: [3] } } });
    expect(byData.datasets.map(({ name, path }) => [name, path])).toEqual([
      ['all', 'x.csv'],
      ['serving', 's.csv'],
    ]);
    expect((await loadText(text, { splitColumn: 'part' })).splitColumn).toEqual({ dataset: 'all', column: 'part', roles: {} });
    const replaced = await loadText('datasets: { train: a, test: b, serving: c }\n', { data: 'x.csv', splitColumn: 'part' });
    expect(replaced.datasets.map(({ name }) => name)).toEqual(['serving', 'data']);
  });

  it('give way to files of their own', async () => {
    const config = await loadText(text, { train: 'a.csv', test: 'b.csv' });
    expect(config).toMatchObject({ strategy: 'group', roles: { train: 'train', test: 'test', serving: 'serving' } });
    expect(config.splitColumn).toBeUndefined();
    expect(config.datasets.map(({ name }) => name)).toEqual(['serving', 'train', 'test']);
  });

  it.each<[string, Flags, string, number | undefined, number | undefined]>([
    ['datasets: { all: a }\nsplit: { dataset: al, column: c }\n', {}, '`split.dataset` names `al`, which is no data set', 2, 19],
    ['datasets: { all: a }\nsplit: { dataset: all }\n', {}, '`split.dataset` needs the column that splits it', 2, 19],
    ['datasets: { all: a }\nsplit: { column: c }\n', {}, '`split.column` needs the data set that has the column', 2, 18],
    ['datasets: { all: a }\nsplit: { test: c }\n', {}, '`split.test` needs `dataset` and `column` beside it', 2, 16],
    [
      'datasets: { all: a, test: b }\nsplit: { dataset: all, column: c }\n',
      {},
      '`datasets.test` cannot stand beside a split of `all`',
      1,
      27,
    ],
    [
      'datasets: { all: a }\nsplit: { dataset: all, column: c, train: [1, 2], test: [2] }\n',
      {},
      '`split.test` has a value that `split.train` has too',
      2,
      56,
    ],
    ['datasets: { train: a, val: b }\n', {}, '`datasets.val` has no role, so it would not be checked', 1, 28],
    ['datasets: { train: a, tset: b }\n', {}, '`datasets.tset` has no role, so it would not be checked', 1, 29],
    ['project: p\n', { splitColumn: 'c' }, '`--split-column` needs the data set that has the column', undefined, undefined],
    ['project: p\n', { data: 'c' }, '`--data` needs the column that splits it', undefined, undefined],
  ])('%j %j', async (yaml, flags, message, line, column) => {
    const error = await loadText(yaml, flags).catch((e: unknown) => e);
    expect(error).toMatchObject({ message, ...(line && { position: { path: 'watertight.yaml', line, column } }) });
  });

  it('leave other names without a role', async () => {
    expect(await loadText('datasets: { train: a, archive: b }\n')).toMatchObject({ roles: { train: 'train' } });
  });
});

describe('what is wrong in a file', () => {
  it.each<[string, number, number, string, string?]>([
    ['version: 2\n', 1, 10, '`version` must be `1`, the only version of the file format that this watertight reads'],
    ['taget: y\n', 1, 1, 'unknown key `taget`', 'did you mean `target`?'],
    ['horizon: 30d\n', 1, 1, 'unknown key `horizon`', 'it belongs under `target`'],
    ['fail-on: warn\n', 1, 1, 'unknown key `fail-on`', 'did you mean `fail_on`?'],
    ['overrides: [x]\n', 1, 1, 'unknown key `overrides`'],
    [
      'features:\n  age:\n    source:\n      path: a\n      entity: b\n      time: c\n      value: d\n      tll: 1d\n',
      8,
      7,
      'unknown key `tll` in `features.age.source`',
      'did you mean `ttl`?',
    ],
    [
      'datasets:\n  test: { path: a, options: { delimeter: x } }\n',
      2,
      31,
      'unknown key `delimeter` in `datasets.test.options`',
      'did you mean `delimiter`?',
    ],
    ['- a\n', 1, 1, 'must be a map, not a list'],
    ['just text\n', 1, 1, 'must be a map, not text'],
    ['time: [a]\n', 1, 7, '`time` must be text, not a list'],
    ['id: 7\n', 1, 5, '`id` must be text or a list, not `7`', 'write it in quotes: "7"'],
    ['id: [a, 7]\n', 1, 9, '`id[1]` must be text, not `7`', 'write it in quotes: "7"'],
    ['time:\n', 1, 6, '`time` is empty', 'give it a value, or remove it'],
    ['features:\n', 1, 10, '`features` is empty'],
    ['target: { task: binary }\n', 1, 1, '`target` needs `column`', 'The column to predict'],
    ['target: { colum: y }\n', 1, 11, 'unknown key `colum` in `target`', 'did you mean `column`?'],
    [
      'features: { a: { type: int } }\n',
      1,
      24,
      '`features.a.type` must be `boolean`, `integer`, `number`, `string`, `date` or `timestamp`, not `int`',
      'did you mean `integer`?',
    ],
    ['features: { a: { min: "0" } }\n', 1, 23, '`features.a.min` must be a number, not text', 'write it without quotes'],
    ['features: { a: { min: 2, max: 1 } }\n', 1, 23, '`features.a.min` must not be greater than `max`'],
    ['features: { a: { min: .nan } }\n', 1, 23, '`features.a.min` must be a number, not `NaN`'],
    ['features: { a: { nullable: yes } }\n', 1, 28, '`features.a.nullable` must be `true` or `false`, not text'],
    ['features: { a: { feast: avg } }\n', 1, 25, '`features.a.feast` must be written `view:feature`'],
    ['features: { a: { values: [] } }\n', 1, 26, '`features.a.values` must not be empty'],
    ['dvc: false\n', 1, 6, '`dvc` must be `auto` or `off`, not `false`', 'write `off`'],
    [
      'rules: { a/b: false }\n',
      1,
      15,
      '`rules.a/b` must be `off`, `info`, `warn`, `error`, a list or a map, not `false`',
      'write `off`',
    ],
    [
      'rules: { a/b: [warning] }\n',
      1,
      16,
      '`rules.a/b[0]` must be `off`, `info`, `warn` or `error`, not `warning`',
      'did you mean `warn`?',
    ],
    ['rules: { a/b: [warn, 3] }\n', 1, 22, '`rules.a/b[1]` must be a map, not `3`'],
    ['ignore: [{ rule: a/b }]\n', 1, 10, '`ignore[0]` needs `reason`', 'Why these findings are accepted'],
    ['ignore: [{ rule: a/b, reason: " " }]\n', 1, 31, '`ignore[0].reason` must not be empty'],
    ['ignore: [{ rule: a/b, reason: r, until: 2027-02-30 }]\n', 1, 41, '`ignore[0].until` must be a date such as `2027-03-01`'],
    ['timeout: 600\n', 1, 10, '`timeout` must be a length of time such as `10m`'],
    [
      'target: { column: y, horizon: P1M }\n',
      1,
      31,
      '`target.horizon` must be a length of time, not `P1M`',
      'months and years differ in length: write days, such as `30d`',
    ],
    ['engine: { memory_limit: lots }\n', 1, 25, '`engine.memory_limit` must be a size such as `2GB` or `512MB`'],
    ['preprocessing: { fit_on: all }\n', 1, 26, '`preprocessing.fit_on` must be `train`, not `all`'],
    ['datasets: { "a\\e": x }\n', 1, 13, 'the name `a\\x1b` must be made of letters, digits, `_`, `-` and `.`'],
    [
      'datasets: { train: { path: a, format: xlsx } }\n',
      1,
      39,
      '`datasets.train.format` must be `csv`, `tsv`, `json`, `ndjson`, `parquet`, `arrow` or `feather`, not `xlsx`',
    ],
  ])('%j', async (text, line, column, message, hint) => {
    const error = await loadText(text).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(UserError);
    expect(error).toMatchObject({ message, position: { path: 'watertight.yaml', line, column }, ...(hint && { hint }) });
  });

  it('is said all at once, in the order of the file, with what is wrong on the command line', async () => {
    const error = await loadText(
      'timee: t\ndatasets: { train: [a] }\ntarget: { column: y, task: binry }\nproject: p\nproject: q\n',
      { threads: '0' },
    ).catch((e: unknown) => e);
    expect(error).toMatchObject({
      problems: [
        { position: { line: 1, column: 1 } },
        { position: { line: 2, column: 20 } },
        { position: { line: 3, column: 28 } },
        { position: { line: 5, column: 1 } },
        { message: '`--threads` must be at least 1' },
      ],
    });
    expect((error as Error).message.split('\n')).toEqual([
      '5 problems in the configuration',
      '  watertight.yaml:1:1: unknown key `timee` (did you mean `time`?)',
      '  watertight.yaml:2:20: `datasets.train` must be text or a map, not a list',
      '  watertight.yaml:3:28: `target.task` must be `binary`, `multiclass` or `regression`, not `binry` (did you mean `binary`?)',
      '  watertight.yaml:5:1: the key `project` is given twice (it stands on line 4 too)',
      '  `--threads` must be at least 1',
    ]);
  });

  it('is said of YAML that cannot be read, too', async () => {
    const error = await loadText('a: [1\n<<<<<<< ours\n', { threads: '0' }).catch((e: unknown) => e);
    expect(error).toMatchObject({
      problems: [
        { message: 'a merge conflict is left in the file', position: { path: 'watertight.yaml', line: 2, column: 1 } },
        { message: '`--threads` must be at least 1' },
      ],
    });
  });

  it('is never anything but a user error, however a file is damaged', async () => {
    const cwd = tempTree();
    const pieces = fc.constantFrom(
      ':',
      ' ',
      '\n',
      '\t',
      '-',
      '{',
      '}',
      '[',
      ']',
      '"',
      '*x',
      '&x ',
      '~',
      '0',
      'off',
      '!!int ',
      '<<: ',
      '? ',
      '|',
      '\u0000',
      '\u2028',
    );
    const edits = fc.array(fc.tuple(fc.nat(full.length), fc.nat(12), pieces), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(edits, async (changes) => {
        const damaged = changes.reduce((text, [at, length, piece]) => text.slice(0, at) + piece + text.slice(at + length), full);
        writeFileSync(join(cwd, 'watertight.yaml'), damaged);
        await load(cwd).catch((error: unknown) => expect(error).toBeInstanceOf(UserError));
      }),
      { numRuns: 300 },
    );
  });

  it('is shown up to fifty times', async () => {
    const error = await loadText(Array.from({ length: 70 }, (_, i) => `key${i}: 1\n`).join('')).catch((e: unknown) => e);
    expect((error as { problems: unknown[] }).problems).toHaveLength(70);
    expect((error as Error).message.split('\n').toSpliced(1, 50)).toEqual(['70 problems in the configuration', '  and 20 more']);
  });

  it('has the place in files with CRLF and a byte order mark', async () => {
    const error = await loadText('\ufefftarget: y\r\nfeatures:\r\n  a: { mni: 1 }\r\n').catch((e: unknown) => e);
    expect(error).toMatchObject({ position: { line: 3, column: 8 }, hint: 'did you mean `min`?' });
  });
});
