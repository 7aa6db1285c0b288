import { visibleJson } from '../../text/visible.ts';
import type { Format } from '../format.ts';
import { reportSchema } from '../schema.ts';

/** One object a line, each with its `type` and the run's id: `run`, then each `outcome` and `finding`, then `summary`. */
export const ndjson: Format = {
  name: 'ndjson',
  summary: 'One JSON object a line: the run, every outcome, every finding, the summary',
  contentType: 'application/x-ndjson',
  render(report) {
    const { run, findings, outcomes, summary, rules, ...rest } = reportSchema.parse(report);
    const line = (type: string, facts: object) => `${visibleJson({ type, runId: run.id, ...facts })}\n`;
    return [
      line('run', { ...rest, run }),
      ...outcomes.map((outcome) => line('outcome', outcome)),
      ...findings.map((finding) => line('finding', finding)),
      line('summary', { status: run.status, ...summary, rules: rules.length }),
    ].join('');
  },
};
