import { countText } from '../number-text.ts';
import type { Report } from '../schema.ts';
import { markdownText } from './markdown-text.ts';
import { table } from './table.ts';

const datasetLimit = 20;
const states = { match: '✅', mismatch: '❌ not as recorded', unchecked: 'not verified' } as const;

export function datasetTable(datasets: Report['datasets']): string[] {
  if (datasets.length === 0) return [];
  const rows = datasets
    .slice(0, datasetLimit)
    .map(({ name, role, path, rows, columns, version }) => [
      markdownText(name === role ? role : `${role} (${name})`),
      markdownText(path),
      countText(rows),
      countText(columns.length),
      version ? `${markdownText(`${version.system} ${version.recorded.slice(0, 8)}`)} ${states[version.state]}` : '',
    ]);
  return [table(['data', 'path', 'rows', 'columns', 'version'], rows, ['l', 'l', 'r', 'r', 'l'])];
}
