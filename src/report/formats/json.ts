import { visibleJson } from '../../text/visible.ts';
import type { Format } from '../format.ts';
import { reportSchema } from '../schema.ts';

/** The report itself, its keys in the order of the schema. */
export const json: Format = {
  name: 'json',
  summary: 'The report in full: the source of every other format, and what --baseline reads',
  contentType: 'application/json',
  render: (report) => `${visibleJson(reportSchema.parse(report), 2)}\n`,
};
