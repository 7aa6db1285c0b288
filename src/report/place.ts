import type { Report, ReportFinding } from './schema.ts';

export interface Place {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

/** Where formats that need a file show a finding: its own location, else the config file, else the data set. */
export function placeOf({ location, subject }: Pick<ReportFinding, 'location' | 'subject'>, report: Report): Place {
  return location ?? top(report.run.config?.path ?? pathOf(subject, report) ?? 'watertight.yaml');
}

/** Where such formats show what concerns the run as a whole. */
export const placeOfRun = (report: Report): Place =>
  top(report.run.config?.path ?? report.datasets[0]?.path ?? 'watertight.yaml');

const pathOf = ({ dataset, role }: ReportFinding['subject'], { datasets }: Report): string | undefined =>
  (datasets.find((known) => known.name === dataset && known.role === role) ?? datasets.find(({ name }) => name === dataset))
    ?.path;

const top = (path: string): Place => ({ path, line: 1, column: 1 });
