import { z } from 'zod';
import { ruleSettingSchema } from '../config/schema.ts';

const text = z.string().trim().min(1);
const subjects = ['dataset', 'split', 'serving', 'source', 'feature-store', 'pipeline', 'recorded', 'configuration'] as const;
const needs = [
  'target',
  'time',
  'entity',
  'id',
  'horizon',
  'strategy',
  'features',
  'version',
  'versioning',
  'stages',
  'revisions',
] as const;
const isFunction = (value: unknown): boolean => typeof value === 'function';
const isOptions = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && isFunction((value as { safeParse?: unknown }).safeParse);

/** A rule as a plugin gives it; what may be left out is filled in. */
export const ruleShape = z.object({
  id: z.string().regex(/^[a-z][a-z0-9-]*\/[a-z][a-z0-9-]*$/, 'must be written `area/problem`, in small letters, digits and `-`'),
  subject: z.enum(subjects),
  roles: z.array(z.enum(['train', 'validation', 'test', 'serving'])).optional(),
  unions: z.boolean().optional(),
  needs: z.array(z.enum(needs)).default([]),
  severity: z.enum(['error', 'warn', 'info']),
  confidence: z.enum(['high', 'medium', 'low']).default('medium'),
  taxonomy: z.string().nullable().default(null),
  since: z.string().default('0.0.0'),
  tags: z.array(text).default([]),
  summary: text,
  why: text,
  fix: text,
  messages: z.record(z.string(), text),
  options: z
    .custom<z.ZodType>(isOptions, 'must be a zod schema')
    .default(() => z.strictObject({}))
    .refine((schema) => schema.safeParse({}).success, 'must have a default for every option'),
  check: z.custom<(context: never) => Promise<unknown>>(isFunction, 'must be a function'),
});

export const pluginShape = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/, 'must be made of small letters, digits and `-`')
    .optional(),
  rules: z.array(z.unknown()).default([]),
  presets: z.record(z.string(), z.strictObject({ rules: z.record(z.string(), ruleSettingSchema) })).default({}),
  formats: z
    .array(
      z.object({
        name: z.string().regex(/^[a-z][a-z0-9-]*$/, 'must be made of small letters, digits and `-`'),
        summary: z.string().default(''),
        contentType: z.string().default('text/plain; charset=utf-8'),
        render: z.custom<(...args: never[]) => unknown>(isFunction, 'must be a function'),
      }),
    )
    .default([]),
});
