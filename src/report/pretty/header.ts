import { visible } from '../../text/visible.ts';
import { countText } from '../number-text.ts';
import type { Report } from '../schema.ts';
import { counted } from '../words.ts';
import { padEnd, padStart, tail, textWidth } from '../wrap.ts';
import { field, type Page } from './page.ts';

type Dataset = Report['datasets'][number];

/** What was checked: tool and run, data sets, and what nobody declared. */
export function header(page: Page, report: Report): string[] {
  return [title(page, report), ...datasetTable(page, report.datasets), ...inferences(page, report.run.inferred)];
}

function title({ paint, verbose }: Page, { tool, run }: Report): string {
  const git = run.git && `${run.git.branch ?? 'commit'} ${run.git.commit.slice(0, 8)}${run.git.dirty ? ', edited' : ''}`;
  const facts = [run.project, run.config?.path, git, verbose && run.engine].filter((fact) => typeof fact === 'string');
  return [`${paint.bold(tool.name)} ${paint.dim(visible(tool.version))}`, ...facts.map((fact) => paint.dim(visible(fact)))].join(
    paint.dim(' · '),
  );
}

function datasetTable(page: Page, datasets: readonly Dataset[]): string[] {
  if (datasets.length === 0) return [];
  const cells = datasets.map((dataset) => [
    visible(dataset.name === dataset.role ? dataset.role : `${dataset.role} (${dataset.name})`),
    countText(dataset.rows),
    counted(dataset.columns.length, 'column'),
    visible(dataset.path),
  ]);
  const [name = 0, rows = 0, columns = 0, path = 0] =
    cells[0]?.map((_, i) => Math.max(...cells.map((row) => textWidth(row[i] ?? '')))) ?? [];
  return [
    '',
    ...datasets.map(({ version }, i) => {
      const [nameText = '', rowsText = '', columnsText = '', pathText = ''] = cells[i] ?? [];
      const shape = `${padStart(rowsText, rows)} rows × ${padEnd(columnsText, columns)}`;
      const before = `  ${page.paint.bold(padEnd(nameText, name))}  ${shape}  `;
      const room = page.width - 2 - name - 2 - textWidth(shape) - 2;
      const shown = page.verbose ? pathText : tail(pathText, Math.max(20, room));
      return version ? `${before}${padEnd(shown, Math.min(path, room))}  ${versionText(page, version)}` : before + shown;
    }),
  ];
}

function versionText({ paint }: Page, version: NonNullable<Dataset['version']>): string {
  const state = {
    match: paint.green('✔'),
    mismatch: paint.red(`✖ not as recorded in ${visible(version.recordedIn)}`),
    unchecked: paint.dim('not verified'),
  }[version.state];
  return `${paint.dim(`${visible(version.system)} ${visible(version.recorded.slice(0, 8))}`)} ${state}`;
}

function inferences(page: Page, inferred: Report['run']['inferred']): string[] {
  if (inferred.length === 0) return [];
  return [
    '',
    ...inferred.flatMap(({ fact, value, reason }, i) => field(page, i === 0 ? 'inferred' : '', `${fact} ${value}: ${reason}`, 2)),
  ];
}
