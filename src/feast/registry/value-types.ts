const SCALARS = ['BYTES', 'STRING', 'INT32', 'INT64', 'DOUBLE', 'FLOAT', 'BOOL', 'UNIX_TIMESTAMP'];

const NAMES = new Map<number, string>([
  [0, 'INVALID'],
  ...SCALARS.map((name, i) => [i + 1, name] as const),
  ...SCALARS.map((name, i) => [i + 11, `${name}_LIST`] as const),
  [19, 'NULL'],
  [20, 'MAP'],
  [21, 'MAP_LIST'],
  ...SCALARS.map((name, i) => [i + 22, `${name}_SET`] as const),
  [32, 'JSON'],
  [34, 'STRUCT'],
  [36, 'UUID'],
  [44, 'DECIMAL'],
  [48, 'ZONED_TIMESTAMP'],
]);

/** The name of a value type, which registries hold as a number or as the name itself. */
export const valueTypeName = (type: number | string): string =>
  typeof type === 'string' ? type : (NAMES.get(type) ?? String(type));

const SOURCES = [
  'INVALID',
  'BATCH_FILE',
  'BATCH_BIGQUERY',
  'STREAM_KAFKA',
  'STREAM_KINESIS',
  'BATCH_REDSHIFT',
  'CUSTOM_SOURCE',
  'REQUEST_SOURCE',
  'BATCH_SNOWFLAKE',
  'PUSH_SOURCE',
  'BATCH_TRINO',
  'BATCH_SPARK',
  'BATCH_ATHENA',
  'BATCH_ICEBERG',
];

export const sourceTypeName = (type: number | string): string =>
  typeof type === 'string' ? type : (SOURCES[type] ?? String(type));
