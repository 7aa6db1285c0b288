import { z } from 'zod';
import { configSchema, ruleOptionsSchema, severitySchema } from './schema.ts';

export interface DocumentedRule {
  readonly id: string;
  readonly summary: string;
  readonly options: z.ZodType;
}

type JsonSchema = Record<string, unknown>;

/** JSON schema (draft 7, which editors read) of `watertight.yaml`, with every rule and its options under `rules`. */
export function configJsonSchema(rules: readonly DocumentedRule[]): JsonSchema {
  const { $schema, ...schema } = convert(configSchema);
  const properties = schema.properties as Record<string, JsonSchema>;
  const known = rules
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, summary, options }) => [id, ruleSchema(summary, options)]);
  return {
    $schema,
    title: 'watertight.yaml',
    ...schema,
    properties: {
      ...properties,
      rules: {
        type: 'object',
        description: properties.rules?.description,
        properties: Object.fromEntries(known),
        additionalProperties: ruleSchema('A pattern `area/*` or a tag', ruleOptionsSchema),
      },
    },
  };
}

function ruleSchema(summary: string, optionsOf: z.ZodType): JsonSchema {
  const severity = inner(severitySchema);
  const options = inner(optionsOf);
  return {
    description: summary,
    anyOf: [severity, { type: 'array', items: [severity, options], minItems: 1, maxItems: 2 }, options],
  };
}

function inner(schema: z.ZodType): JsonSchema {
  const { $schema, ...rest } = convert(schema);
  return rest;
}

const convert = (schema: z.ZodType): JsonSchema =>
  z.toJSONSchema(schema, { target: 'draft-7', io: 'input', unrepresentable: 'any' }) as JsonSchema;
