import { createHash } from 'node:crypto';
import { visibleJson } from '../../text/visible.ts';
import type { Format } from '../format.ts';
import { eventSchema, facet, producerOf } from '../openlineage/facet.ts';
import { inputs } from '../openlineage/inputs.ts';
import { tests } from '../openlineage/tests.ts';
import type { Report } from '../schema.ts';

/** OpenLineage run events, one a line: START, and COMPLETE, or FAIL where the check could not be done. */
export const openlineage: Format = {
  name: 'openlineage',
  summary: 'OpenLineage run events with data-quality assertions, one a line',
  contentType: 'application/x-ndjson',
  render(report) {
    const { run } = report;
    const started = new Date(run.startedAt);
    const ended = new Date(started.getTime() + run.durationMs);
    const hasFailed = run.status === 'error';
    const errors = hasFailed && {
      errorMessage: facet('ErrorMessageRunFacet', report, {
        message: run.errors.join('\n') || 'a rule crashed',
        programmingLanguage: 'TypeScript',
      }),
    };
    return [
      event(report, { eventType: 'START', eventTime: started, facets: {}, inputs: [] }),
      event(report, {
        eventType: hasFailed ? 'FAIL' : 'COMPLETE',
        eventTime: ended,
        facets: { test: facet('TestRunFacet', report, { tests: tests(report) }), ...errors },
        inputs: inputs(report),
      }),
    ]
      .map((one) => `${visibleJson(one)}\n`)
      .join('');
  },
};

interface Transition {
  readonly eventType: 'START' | 'COMPLETE' | 'FAIL';
  readonly eventTime: Date;
  readonly facets: object;
  readonly inputs: readonly object[];
}

function event(report: Report, { eventType, eventTime, facets, ...rest }: Transition) {
  const jobType = facet('JobTypeJobFacet', report, { processingType: 'BATCH', integration: 'WATERTIGHT', jobType: 'CHECK' });
  return {
    eventType,
    eventTime: eventTime.toISOString(),
    producer: producerOf(report),
    schemaURL: eventSchema,
    run: { runId: uuid(report.run.id), facets },
    job: { namespace: 'watertight', name: report.run.project ?? 'check', facets: { jobType } },
    ...rest,
    outputs: [],
  };
}

/** Run ids are UUIDs, but stored reports may come from elsewhere. */
function uuid(id: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) return id;
  const hex = createHash('sha256').update(id).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
