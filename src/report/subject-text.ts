import type { Report, ReportFinding } from './schema.ts';
import { counted } from './words.ts';

type Side = { readonly dataset: string; readonly role: string };
type Subject = ReportFinding['subject'];

/** `test against train`, `all (test) against all (train)`; columns not included. */
export const subjectText = ({ against, ...about }: Subject): string =>
  against ? `${sideText(about)} against ${sideText(against)}` : sideText(about);

/** What an outcome is about: with its columns, where it is of those alone. */
export const outcomeText = (subject: Subject): string =>
  subject.columns.length ? `${subject.columns.join(', ')} in ${subjectText(subject)}` : subjectText(subject);

/** Whether a finding is one of those of an outcome of the same rule. */
export const isOfOutcome = (finding: Subject, outcome: Subject): boolean =>
  isSameSubject(finding, outcome) && outcome.columns.every((column) => finding.columns.includes(column));

/** `subjectText` with the number of rows of each data set, where known. */
export function subjectWithRows({ against, ...about }: Subject, datasets: Report['datasets']): string {
  const sized = (side: Side) => {
    const dataset = datasets.find(({ name, role }) => name === side.dataset && role === side.role);
    return dataset ? `${sideText(side)} (${counted(dataset.rows, 'row')})` : sideText(side);
  };
  return against ? `${sized(about)} against ${sized(against)}` : sized(about);
}

/** Whether two subjects are the same data sets in the same roles, whatever the columns. */
export const isSameSubject = (a: Subject, b: Subject): boolean =>
  a.dataset === b.dataset &&
  a.role === b.role &&
  a.against?.dataset === b.against?.dataset &&
  a.against?.role === b.against?.role;

const sideText = ({ dataset, role }: Side): string => (dataset === role || role === '' ? dataset : `${dataset} (${role})`);
