import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MetadataFile } from '../../src/config/config.ts';
import { UserError } from '../../src/errors.ts';
import { readDescription } from '../../src/metadata/read-description.ts';
import { temporaryFolder, writeFiles } from '../support/run-cli.ts';
import { samples } from './samples.ts';

const folder = temporaryFolder(samples);
const read = (file: MetadataFile, locations: string[] = []) => readDescription(file, folder, locations);
const facts = async (file: MetadataFile, locations?: string[]) => {
  const { features } = await read(file, locations);
  return Object.fromEntries(features.map(({ name, origin, ...rest }) => [name, rest]));
};

describe('what each format says of the features', () => {
  it('Croissant: types, keys, listed values and the label, by the columns of the file', async () => {
    expect(await facts({ path: 'croissant.json' })).toEqual({
      customer: { type: 'integer', unique: true },
      age: { type: 'integer' },
      plan: { type: 'string', values: ['free', 'pro'] },
      churned: { type: 'boolean' },
      tags: {},
    });
    expect((await read({ path: 'croissant.json' })).label).toBe('churned');
  });

  it('Hugging Face cards and their old form: types, classes and the label', async () => {
    const expected = { age: { type: 'integer' }, plan: { values: [-1, 0, 1, 'free', 'pro'] }, churned: { type: 'boolean' } };
    expect(await facts({ path: 'README.md' })).toEqual({ ...expected, seen: { type: 'timestamp' }, tags: {} });
    expect(await facts({ path: 'dataset_infos.json' })).toEqual(expected);
    for (const path of ['README.md', 'dataset_infos.json']) expect((await read({ path })).label).toBe('churned');
  });

  it('TFDV: types, domains, presence, environments and stages', async () => {
    expect(await facts({ path: 'schema.pbtxt' })).toEqual({
      age: { type: 'integer', min: 0, max: 120, nullable: false, optional: false },
      plan: { type: 'string', values: ['free', 'pro'], optional: false },
      churned: { nullable: false, available: 'after', optional: false },
      tags: { optional: true },
      old: { optional: true },
      score: { type: 'number', max: 1, optional: true },
    });
    expect((await read({ path: 'schema.pbtxt' })).label).toBe('churned');
  });

  it('MLflow: the inputs of the signature that are columns', async () => {
    expect(await facts({ path: 'MLmodel' })).toEqual({
      age: { type: 'integer', optional: false },
      plan: { type: 'string', optional: true },
    });
  });

  it('Frictionless: types and constraints of the resource that is checked', async () => {
    const expected = {
      customer: { type: 'integer', nullable: false, unique: true, optional: false },
      age: { type: 'integer', min: 0, max: 120, nullable: false, optional: false },
      plan: { type: 'string', values: ['free', 'pro'], pattern: '^(?:[a-z]+)$', optional: false },
      seen: { optional: false },
      price: { optional: false },
    };
    expect(await facts({ path: 'datapackage.json' }, ['local/train.csv'])).toEqual(expected);
    expect(await facts({ path: 'datapackage.json', table: 'train' })).toEqual(expected);
  });

  it('of several tables, what they agree on', async () => {
    const all = await facts({ path: 'datapackage.json' });
    expect(all.age).toEqual({ optional: false });
    expect(all.plan).toMatchObject({ values: ['free', 'pro'], optional: true });
  });

  it('JSON Schema: references, bounds, and what must be there', async () => {
    expect(await facts({ path: 'row.schema.json' })).toEqual({
      age: { type: 'integer', min: 0, max: 120, nullable: false, optional: false },
      plan: { values: ['free', 'pro'], optional: false },
      seen: { type: 'timestamp', optional: true },
      code: { type: 'string', optional: true },
      anything: { optional: true },
    });
  });

  it('with where it stands', async () => {
    const { features } = await read({ path: 'schema.pbtxt' });
    expect(features.map(({ origin }) => origin.position)).toMatchObject([
      { path: 'schema.pbtxt', line: 2, column: 1 },
      { line: 9, column: 1 },
      { line: 10 },
      { line: 14 },
      { line: 15 },
      { line: 16 },
    ]);
    const card = await read({ path: 'README.md' });
    expect(card.features[0]?.origin).toEqual({ kind: 'foreign', position: { path: 'README.md', line: 10, column: 7 } });
  });
});

describe('what is wrong is said with its place', () => {
  it.each([
    ['cut.json', '{ "resources": [\n', /.+/, 2],
    ['type.json', '{ "fields": [\n { "name": 1 } ] }', /`fields\[0\].name` must be text, not 1/, 2],
    ['fields.json', '{ "fields":\n\n "age" }', /`fields` must be a list, not text/, 3],
    [
      'bound.json',
      '{ "fields": [{ "name": "a", "type": "number",\n "constraints": { "minimum": "low" } }] }',
      /must be a number/,
      2,
    ],
    ['other.json', '{ "a": 1 }', /no known format/, undefined],
    ['bare.md', '---\nlicense: mit\n---\n', /no `dataset_info`/, 1],
    ['open.md', '---\ndataset_info:\n', /no closing line/, 1],
    ['tab.md', '---\ndataset_info:\n\tfeatures: []\n---\n', /tab/, 3],
    ['twice.json', '{ "fields": [],\n "fields": [] }', /twice/, 2],
    ['quote.pbtxt', 'feature {\n  name: "age\n}', /closing quote/, 2],
    ['brace.pbtxt', 'feature {\n  name: "age"\n', /not the end of the file/, 3],
    ['word.pbtxt', 'feature {\n  name: age\n}', /`name` must be text, not a word/, 2],
    ['colon.pbtxt', 'feature {\n  name "age"\n}', /expected `:` or `{`, not `"age"`/, 2],
    ['MLmodel', 'signature:\n  inputs: "[{"\n', /`signature.inputs` must be a list of columns as JSON/, 2],
  ])('%s', async (path, text, said, line) => {
    writeFiles(folder, { [`bad/${path}`]: text });
    const error: unknown = await read({ path: `bad/${path}` }).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).message).toMatch(said);
    expect((error as UserError).position).toMatchObject({ path: `bad/${path}`, ...(line !== undefined && { line }) });
  });

  it('a file that is not there, and a table that it does not describe', async () => {
    await expect(read({ path: 'gone.json' })).rejects.toThrow('does not exist');
    await expect(read({ path: 'datapackage.json', table: 'trian' })).rejects.toMatchObject({ hint: 'did you mean `train`?' });
  });

  it.each(Object.keys(samples))('a damaged %s is read or refused, and never crashes', async (name) => {
    const text = samples[name]!;
    const place = fc.nat(text.length);
    const damage = fc.record({
      from: place,
      length: fc.nat(30),
      put: fc.oneof(fc.string(), fc.constantFrom('{', ']', '"', ':', '\0', '\\', '- ', '<', '1e999', 'null', '[[')),
    });
    const path = join('bad', `damaged-${name}`);
    const format = ({ MLmodel: 'mlflow', 'README.md': 'huggingface', 'schema.pbtxt': 'tfdv' } as const)[name];
    await fc.assert(
      fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 3 }), async (damages) => {
        const damaged = damages.reduce((all, { from, length, put }) => all.slice(0, from) + put + all.slice(from + length), text);
        writeFiles(folder, { [path]: damaged });
        const result = await read({ path, ...(format && { format }) }).catch((error: unknown) => error);
        if (result instanceof Error) {
          expect(result).toBeInstanceOf(UserError);
          expect((result as UserError).position?.path).toBe(path);
        }
      }),
      { numRuns: 60 },
    );
  });
});
