import type { Report, ReportFinding } from '../report/schema.ts';

export interface Compared {
  readonly gone: readonly ReportFinding[];
  readonly left: readonly ReportFinding[];
  readonly fresh: readonly ReportFinding[];
}

/** Findings of two reports, told apart by rule, roles and columns: names of data sets change when data are split anew. */
export function compareReports(before: Report, after: Report): Compared {
  const [was, is] = [before, after].map(
    ({ findings }) => new Map(findings.filter(({ suppressed }) => !suppressed).map((one) => [keyOf(one), one])),
  );
  return {
    gone: [...was!].filter(([key]) => !is!.has(key)).map(([, finding]) => finding),
    left: [...is!].filter(([key]) => was!.has(key)).map(([, finding]) => finding),
    fresh: [...is!].filter(([key]) => !was!.has(key)).map(([, finding]) => finding),
  };
}

const keyOf = ({ rule, subject: { role, against, columns } }: ReportFinding): string =>
  JSON.stringify([rule, role, against?.role, columns]);
