import { partitionColumns } from '../partition-columns.ts';
import { literal, name, pathList, type Reading } from '../reading.ts';
import type { Layout, Repair } from './layout.ts';

/** One SELECT per run of files that are laid out alike. */
export function readStatement(layouts: readonly Layout[], { partitions, options }: Reading, repair: Repair): string {
  const groups: Layout[][] = [];
  for (const layout of layouts) {
    const group = groups.at(-1);
    if (group && sameLayout(group[0]!, layout)) group.push(layout);
    else groups.push([layout]);
  }
  let firstFile = 0;
  const selects = groups.map((group) => {
    const folders = partitionColumns(partitions, group[0]!.names, firstFile);
    firstFile += group.length;
    return `SELECT ${['*', ...folders].join(', ')} FROM ${readCall(group, options.nulls ?? [], repair)}`;
  });
  return selects.join(' UNION ALL BY NAME ');
}

const sameLayout = (a: Layout, b: Layout): boolean =>
  JSON.stringify([a.dialect, a.header, a.skip, a.names, a.compression]) ===
  JSON.stringify([b.dialect, b.header, b.skip, b.names, b.compression]);

function readCall(group: readonly Layout[], nulls: readonly string[], { lineSize }: Repair): string {
  const { dialect, header, skip, names, compression } = group[0]!;
  const settings = [
    'auto_detect = false',
    `delim = ${literal(dialect.delimiter)}`,
    `quote = ${literal(dialect.quote)}`,
    `escape = ${literal(dialect.escape)}`,
    `header = ${header}`,
    `skip = ${skip}`,
    `columns = {${names.map((_, i) => `'c${i}': 'VARCHAR'`).join(', ')}}`,
    `nullstr = [${['', ...nulls].map((text) => literal(text)).join(', ')}]`,
    `compression = '${compression}'`,
    'hive_partitioning = false',
    ...(lineSize === undefined ? [] : [`max_line_size = ${lineSize}`, `buffer_size = ${lineSize * 2}`, 'parallel = false']),
  ];
  const paths = pathList(group.map((layout) => layout.path));
  return `read_csv(${paths}, ${settings.join(', ')}) AS files(${names.map(name).join(', ')})`;
}
