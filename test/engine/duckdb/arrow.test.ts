import { gzipSync } from 'node:zlib';
import {
  Bool,
  CompressionType,
  compressionRegistry,
  type DataType,
  DateDay,
  Decimal,
  Dictionary,
  Field,
  Float64,
  Int8,
  Int32,
  Int64,
  List,
  makeData,
  Null,
  RecordBatch,
  RecordBatchFileWriter,
  RecordBatchStreamWriter,
  Schema,
  Struct,
  Table,
  TimeMicrosecond,
  TimestampMicrosecond,
  TimestampNanosecond,
  TimestampSecond,
  tableFromArrays,
  Uint64,
  Utf8,
  Vector,
  vectorFromArray,
} from 'apache-arrow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DataFolder } from './data-folder.ts';

let folder: DataFolder;
beforeAll(async () => {
  folder = await DataFolder.create();
});
afterAll(() => folder.remove());

const asFile = (table: Table): Uint8Array => RecordBatchFileWriter.writeAll(table).toUint8Array(true);
const asStream = (table: Table): Uint8Array => RecordBatchStreamWriter.writeAll(table).toUint8Array(true);
const columns = (vectors: Record<string, Vector>): Table => new Table(vectors);
/** Stored integers as a column of a type whose builder would round them. */
const stored = <T extends DataType>(type: T, values: BigInt64Array, nulls: readonly number[] = []): Vector<T> => {
  const nullBitmap = new Uint8Array(8).fill(255);
  for (const i of nulls) nullBitmap[i >> 3]! &= ~(1 << (i & 7));
  // biome-ignore lint/suspicious/noExplicitAny: the buffers depend on the type
  return new Vector([makeData({ type, data: values, length: values.length, nullCount: nulls.length, nullBitmap } as any)]) as any;
};

describe.each([
  ['file', asFile, 'arrow'],
  ['stream', asStream, 'arrows'],
  ['feather', asFile, 'feather'],
] as const)('an Arrow %s', (_, write, ending) => {
  it('gives its values and types', async () => {
    folder.write(
      `all.${ending}`,
      write(
        columns({
          flag: vectorFromArray([true, false, null], new Bool()),
          tiny: vectorFromArray([-128, 127, null], new Int8()),
          long: vectorFromArray([9007199254740993n, -1n, null], new Int64()),
          wide: vectorFromArray([18446744073709551615n, 0n, null], new Uint64()),
          real: vectorFromArray([Number.NaN, Number.POSITIVE_INFINITY, null], new Float64()),
          text: vectorFromArray(['é', '', null], new Utf8()),
          plan: vectorFromArray(['free', 'pro', null], new Dictionary(new Utf8(), new Int32())),
          day: vectorFromArray([new Date('2024-02-29'), new Date('1969-12-31'), null], new DateDay()),
          nothing: vectorFromArray([null, null, null], new Null()),
        }),
      ),
    );
    const { kinds, rows, opened } = await folder.read(`all.${ending}`);
    expect(opened.format).toBe(ending === 'feather' ? 'feather' : 'arrow');
    expect(kinds).toEqual([
      ...['flag boolean', 'tiny integer', 'long integer', 'wide integer', 'real float'],
      ...['text text', 'plan text', 'day date', 'nothing null'],
    ]);
    expect(rows).toEqual([
      {
        ...{ flag: true, tiny: -128, long: 9007199254740993n, wide: 18446744073709551615n, real: Number.NaN },
        ...{ text: 'é', plan: 'free', day: '2024-02-29', nothing: null },
      },
      {
        ...{ flag: false, tiny: 127, long: -1, wide: 0, real: Number.POSITIVE_INFINITY },
        ...{ text: '', plan: 'pro', day: '1969-12-31', nothing: null },
      },
      { flag: null, tiny: null, long: null, wide: null, real: null, text: null, plan: null, day: null, nothing: null },
    ]);
  });
});

it('keeps the units and zones of times', async () => {
  folder.write(
    'times.arrow',
    asFile(
      columns({
        s: stored(new TimestampSecond(), BigInt64Array.of(1n, -1n)),
        us: stored(new TimestampMicrosecond(), BigInt64Array.of(1_700_000_000_123_456n, 0n), [1]),
        ns: stored(new TimestampNanosecond(), BigInt64Array.of(1_700_000_000_123_456_789n, -1n)),
        zoned: stored(new TimestampMicrosecond('Europe/Paris'), BigInt64Array.of(1_700_000_000_000_000n, 0n)),
        clock: stored(new TimeMicrosecond(), BigInt64Array.of(3_600_000_001n, 0n)),
      }),
    ),
  );
  const { rows, columns: read } = await folder.read('times.arrow');
  expect(rows).toEqual([
    {
      s: '1970-01-01T00:00:01',
      us: '2023-11-14T22:13:20.123456',
      ns: '2023-11-14T22:13:20.123456789',
      zoned: '2023-11-14T22:13:20Z',
      clock: '01:00:00.000001',
    },
    { s: '1969-12-31T23:59:59', us: null, ns: '1969-12-31T23:59:59.999999999', zoned: '1970-01-01T00:00:00Z', clock: '00:00:00' },
  ]);
  expect(read.map((column) => column.type)).toEqual([
    'TIMESTAMP',
    'TIMESTAMP',
    'TIMESTAMP_NS',
    'TIMESTAMP WITH TIME ZONE',
    'TIME',
  ]);
});

it('keeps decimals of 38 digits', async () => {
  const words = new Uint32Array(8);
  for (const [i, value] of [12345678901234567890123456789012345678n, -1n].entries()) {
    for (let word = 0; word < 4; word++) words[i * 4 + word] = Number(BigInt.asUintN(32, value >> BigInt(32 * word)));
  }
  const type = new Decimal(2, 38, 128);
  folder.write('decimal.arrow', asFile(columns({ d: new Vector([makeData({ type, data: words, length: 2, nullCount: 0 })]) })));
  const { rows, columns: read } = await folder.read('decimal.arrow');
  expect(read[0]).toEqual({ name: 'd', kind: 'decimal', type: 'DECIMAL(38,2)' });
  expect(rows).toEqual([{ d: '123456789012345678901234567890123456.78' }, { d: -0.01 }]);
});

it('gives nested values as JSON', async () => {
  const struct = new Struct([new Field('a', new Int64(), true), new Field('b', new Utf8(), true)]);
  folder.write(
    'nested.arrow',
    asFile(
      columns({
        list: vectorFromArray([[1, 2], [], null], new List(new Field('item', new Int32(), true))),
        struct: vectorFromArray([{ a: 9007199254740993n, b: 'x"y' }, { a: null, b: null }, null], struct),
      }),
    ),
  );
  const { rows, kinds } = await folder.read('nested.arrow');
  expect(kinds).toEqual(['list nested', 'struct nested']);
  expect(rows).toEqual([
    { list: '[1,2]', struct: '{"a":9007199254740993,"b":"x\\"y"}' },
    { list: '[]', struct: '{"a":null,"b":null}' },
    { list: null, struct: null },
  ]);
});

it('reads all batches, larger than what DuckDB takes at once, in order', async () => {
  const part = (from: number) => tableFromArrays({ n: Int32Array.from({ length: 5000 }, (_, i) => from + i) });
  folder.write('batches.arrow', asFile(part(0).concat(part(5000))));
  expect(await folder.values('batches.arrow')).toEqual(Array.from({ length: 10000 }, (_, i) => i));
});

it('reads an empty table, repeated and odd names, and gzip', async () => {
  const fields = ['a', 'a', '', 'q"u\n'].map((name) => new Field(name, new Int32(), true));
  const batch = new RecordBatch(
    new Schema(fields),
    makeData({
      type: new Struct(fields),
      length: 1,
      nullCount: 0,
      children: [1, 2, 3, 4].map((n) => vectorFromArray([n], new Int32()).data[0]!),
    }),
  );
  folder.write('odd.arrow.gz', gzipSync(asFile(new Table([batch]))));
  expect((await folder.read('odd.arrow.gz')).rows).toEqual([{ a: 1, a_1: 2, column2: 3, 'q"u\n': 4 }]);
  folder.write('empty.arrow', asFile(new Table(new Schema(fields.slice(0, 1)))));
  const { rows, kinds } = await folder.read('empty.arrow');
  expect([rows, kinds]).toEqual([[], ['a integer']]);
});

describe('compressed buffers', () => {
  /** Frames of one repeated byte, or of the bytes as they are: enough to write columns of one value. */
  const encoders = {
    [CompressionType.ZSTD]: (bytes: Uint8Array) => {
      const isRun = bytes.every((byte) => byte === bytes[0]);
      const block = (isRun ? 2 : 0) | 1 | (bytes.length << 3);
      const head = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0xa0, 0, 0, 0, 0, block & 255, (block >> 8) & 255, block >> 16]);
      head.writeUInt32LE(bytes.length, 5);
      return Buffer.concat([head, isRun ? bytes.subarray(0, 1) : bytes]);
    },
    [CompressionType.LZ4_FRAME]: (bytes: Uint8Array) => {
      const isRun = bytes.length > 40 && bytes.every((byte) => byte === bytes[0]);
      // One literal, a match at distance 1 for all but the five literals at the end.
      const match = bytes.length - 1 - 5 - 4 - 15;
      const lengths = [...Array.from({ length: Math.floor(match / 255) }, () => 255), match % 255];
      const block = isRun ? Buffer.from([0x1f, bytes[0]!, 1, 0, ...lengths, 0x50, ...bytes.subarray(0, 5)]) : Buffer.from(bytes);
      const size = Buffer.alloc(4);
      size.writeUInt32LE(isRun ? block.length : block.length + 2 ** 31);
      return Buffer.concat([Buffer.from([0x04, 0x22, 0x4d, 0x18, 0x60, 0x40, 0x82]), size, block, Buffer.alloc(4)]);
    },
  };

  it.each([
    ['zstd', CompressionType.ZSTD],
    ['lz4', CompressionType.LZ4_FRAME],
  ] as const)('are unpacked: %s', async (_, compressionType) => {
    await import('../../../src/engine/duckdb/arrow/read-arrow.ts');
    compressionRegistry.set(compressionType, { ...compressionRegistry.get(compressionType), encode: encoders[compressionType] });
    const writer = new RecordBatchFileWriter({ compressionType });
    writer.write(tableFromArrays({ n: new Int8Array(4000).fill(7) }));
    writer.finish();
    const bytes = await writer.toUint8Array();
    expect(bytes.length).toBeLessThan(2000);
    folder.write('compressed.feather', bytes);
    expect(await folder.values('compressed.feather')).toEqual(Array.from({ length: 4000 }, () => 7));
  });
});

it('joins the files of a folder by name, with its partitions', async () => {
  folder.write('parts/year=2023/p.arrow', asFile(tableFromArrays({ a: Int32Array.of(1), b: ['x'] })));
  folder.write('parts/year=2024/p.arrow', asFile(tableFromArrays({ b: ['y'], a: Int32Array.of(2) })));
  expect((await folder.read('parts')).rows).toEqual([
    { a: 1, b: 'x', year: 2023 },
    { a: 2, b: 'y', year: 2024 },
  ]);
});

it.each([['arrow'], ['arrows']])('refuses an .%s that is cut short', async (ending) => {
  const bytes = (ending === 'arrow' ? asFile : asStream)(tableFromArrays({ n: Int32Array.from({ length: 1000 }, (_, i) => i) }));
  for (const end of [bytes.length - 8, bytes.length >> 1, 20]) {
    folder.write(`cut.${ending}`, bytes.subarray(0, end));
    const error = await folder.failure(`cut.${ending}`);
    expect(error.name).toBe('UserError');
    expect(error.message).toContain(`\`cut.${ending}\` is damaged or cut short`);
  }
});
