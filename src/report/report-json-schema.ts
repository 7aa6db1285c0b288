import { z } from 'zod';
import { reportSchema } from './schema.ts';

/** JSON schema (2020-12) of the report; readers must accept further keys, since a major version may grow. */
export function reportJsonSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(reportSchema, { io: 'input' });
  return { $schema, title: 'Report of watertight check, major version 1', ...schema };
}
