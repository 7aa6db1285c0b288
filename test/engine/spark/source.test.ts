import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Format, ReadOptions } from '../../../src/engine/engine.ts';
import { sparkDialect } from '../../../src/engine/spark/dialect.ts';
import { nameSource } from '../../../src/engine/spark/source.ts';
import { render } from '../../../src/engine/sql.ts';
import { UserError } from '../../../src/errors.ts';

const dialect = sparkDialect({ preciseCounts: true, lambdas: true });

describe('nameSource', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'watertight-source-'));
    writeFileSync(join(folder, 'here.parquet'), '');
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const name = (location: string, format?: Format, options: ReadOptions = {}, local = true) =>
    nameSource({ location, format, options }, folder, local);

  it.each([
    ['sales', '`sales`'],
    ['prod.ml.sales', '`prod`.`ml`.`sales`'],
    ['`odd name`.t', '`odd name`.`t`'],
    ['`a``b`', '`a``b`'],
    ['delta.`/lake/sales`', '`delta`.`/lake/sales`'],
    ['ml.parquet', '`ml`.`parquet`'],
    ['größe', '`größe`'],
  ])('%s is a table', (location, text) => {
    const named = name(location);
    expect(named.kind === 'table' && render(named.table, dialect)).toBe(text);
  });

  it.each(['SELECT 1', ' with a AS (SELECT 1) SELECT * FROM a ;\n', '(SELECT 1)', 'VALUES (1)'])(
    '%j is a statement',
    (location) => {
      const named = name(location);
      expect(named.kind === 'query' && render(named.query, dialect)).toBe(location.replace(/;\s*$/, '').trimEnd());
    },
  );

  it.each([
    ['s3://bucket/sales/*.parquet', undefined, 'parquet'],
    ['s3://bucket/sales', 'parquet', 'parquet'],
    ['/lake/sales.delta', undefined, 'delta'],
    ['dbfs:/x/sales.csv.gz', undefined, 'csv'],
    ['data/sales.ndjson', undefined, 'json'],
    ['sales', 'ndjson', 'json'],
  ] as const)('%s as %s is read as %s', (location, format, reader) => {
    expect(name(location, format)).toMatchObject({ kind: 'files', files: { format: reader, paths: [location] }, local: [] });
  });

  it('finds a file of this machine only when the server is on it', () => {
    const path = join(folder, 'here.parquet');
    expect(name('here.parquet')).toMatchObject({ kind: 'files', files: { paths: [path] }, local: [path] });
    expect(name('./here.parquet', undefined, {}, false)).toMatchObject({ files: { paths: ['./here.parquet'] }, local: [] });
  });

  it('hands reading options on, and refuses those that Spark lacks', () => {
    expect(name('a/b.tsv', undefined, { header: false, nulls: ['-'], encoding: 'latin1' })).toMatchObject({
      files: { options: { sep: '\t', header: 'false', nullValue: '-', encoding: 'latin1', inferSchema: 'true' } },
    });
    for (const options of [{ decimal: ',' as const }, { skip: 2 }, { nulls: ['a', 'b'] }]) {
      expect(() => name('a/b.csv', undefined, options)).toThrow(UserError);
    }
  });

  it.each(['a b', 'a..b', '', 'a;DROP TABLE b', 's3://bucket/folder', 'a.`b'])('refuses %j', (location) => {
    expect(() => name(location)).toThrow(UserError);
  });
});
