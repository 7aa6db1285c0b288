import type { Report, ReportOutcome } from '../schema.ts';
import { isOfOutcome, outcomeText } from '../subject-text.ts';

/** Every rule on every subject as a test of the run, also what is about no data set, such as a pipeline. */
export const tests = (report: Report) =>
  report.outcomes.map((outcome) => {
    const { rule, subject, reason } = outcome;
    const open = openFindings(outcome, report);
    const severity = open.some((one) => one.severity === 'error') ? 'error' : 'warn';
    const said = open.length ? open.map(({ message }) => message).join('; ') : reason;
    return {
      name: `${rule} on ${outcomeText(subject)}`,
      type: rule,
      status: statusOf(outcome, open.length),
      ...(outcome.status === 'crashed' ? { severity: 'error' } : open.some((one) => one.severity !== 'info') && { severity }),
      ...(said !== undefined && { description: said }),
    };
  });

function statusOf({ status }: ReportOutcome, open: number): 'pass' | 'fail' | 'skip' {
  if (open || status === 'crashed') return 'fail';
  // What the user accepted has not passed.
  return status === 'clean' ? 'pass' : 'skip';
}

const openFindings = ({ rule, subject }: ReportOutcome, { findings }: Report) =>
  findings.filter((one) => one.rule === rule && !one.suppressed && isOfOutcome(one.subject, subject));
