import { groupBy } from '../group-by.ts';
import type { Report, ReportFinding, ReportOutcome } from '../schema.ts';
import { isOfOutcome } from '../subject-text.ts';
import { facet } from './facet.ts';

type Dataset = Report['datasets'][number];

/** The data sets of a report as OpenLineage's input data sets; splits of one file are one. */
export function inputs(report: Report) {
  const files = groupBy(report.datasets, ({ path }) => path);
  return [...files.values()].map((datasets) => {
    const [first] = datasets as [Dataset];
    const { version } = first;
    const rowCount = datasets.reduce((sum, { rows }) => sum + rows, 0);
    return {
      ...nameOf(first.path),
      facets: {
        schema: facet('SchemaDatasetFacet', report, { fields: first.columns.map(({ name, type }) => ({ name, type })) }),
        ...(version && {
          version: facet('DatasetVersionDatasetFacet', report, { datasetVersion: version.actual ?? version.recorded }),
        }),
      },
      inputFacets: {
        dataQualityMetrics: facet('DataQualityMetricsInputDatasetFacet', report, { rowCount, columnMetrics: {} }),
        dataQualityAssertions: facet('DataQualityAssertionsDatasetFacet', report, {
          assertions: report.outcomes.filter((outcome) => isAbout(outcome, datasets)).flatMap((one) => assertions(one, report)),
        }),
      },
    };
  });
}

/** As OpenLineage names data sets: the scheme and authority of a URL, or `file`, and the path. */
function nameOf(path: string): { readonly namespace: string; readonly name: string } {
  const [, namespace, name] = /^([a-z][a-z0-9+.-]*:\/\/[^/]*)\/+(.+)$/i.exec(path) ?? [];
  return namespace !== undefined && name !== undefined ? { namespace, name } : { namespace: 'file', name: path };
}

const isAbout = ({ subject }: ReportOutcome, datasets: readonly Dataset[]): boolean =>
  datasets.some(({ name, role }) => name === subject.dataset && role === subject.role);

/** What was not looked at asserts nothing, and neither does what the user accepted. */
function assertions({ rule, status, subject }: ReportOutcome, { findings }: Report) {
  if (status !== 'clean' && status !== 'findings') return [];
  const found = findings.filter((one) => one.rule === rule && isOfOutcome(one.subject, subject));
  const open = found.filter(({ suppressed }) => !suppressed);
  if (found.length) return open.map(failed);
  return [{ assertion: rule, success: true, ...columnOf(subject) }];
}

const failed = ({ rule, subject, severity, message, fix, fingerprint }: ReportFinding) => ({
  assertion: rule,
  success: false,
  ...columnOf(subject),
  ...(severity !== 'info' && { severity }),
  name: fingerprint,
  description: `${message}. Do: ${fix}`,
});

const columnOf = ({ columns: [column, ...others] }: ReportFinding['subject']): { readonly column?: string } =>
  column === undefined || others.length ? {} : { column };
