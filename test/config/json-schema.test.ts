import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { configJsonSchema } from '../../src/config/json-schema.ts';
import { configSchema } from '../../src/config/schema.ts';

const schema = configJsonSchema([
  {
    id: 'target/proxy-column',
    summary: 'A column tells the answer',
    options: z.strictObject({ error: z.number().default(0.98).describe('AUC that convicts') }),
  },
  { id: 'drift/numeric', summary: 'Numbers moved', options: z.strictObject({}) },
]);
const ajv = new Ajv({ strict: true, strictTuples: false, allowUnionTypes: true });
addFormats.default(ajv);
const validate = ajv.compile(schema);

describe('configJsonSchema', () => {
  it.each([
    {},
    { version: 1, target: 'y', datasets: { train: 'a', test: { path: 'b', options: { nulls: ['NA'] } } } },
    { rules: { 'target/proxy-column': ['warn', { error: 0.9 }], 'drift/*': 'off', leakage: 'info', 'drift/numeric': {} } },
    { target: { column: 'y', horizon: 'P30D', positive: 1 }, timeout: '1h30m', engine: { memory_limit: '2GB' } },
    {
      split: { dataset: 'all', column: 'f', train: [0, 1], test: 'x' },
      ignore: [{ rule: 'a/b', reason: 'r', until: '2027-03-01' }],
    },
    { $schema: './schema.json' },
  ])('accepts %j', (value) => {
    expect(validate(value), JSON.stringify(validate.errors)).toBe(true);
    expect(configSchema.safeParse(value).success).toBe(true);
  });

  it.each([
    { taget: 'y' },
    { version: 2 },
    { rules: { 'target/proxy-column': { erorr: 1 } } },
    { rules: { 'target/proxy-column': 'wran' } },
    { rules: { 'drift/*': 3 } },
    { target: { column: 'y', horizon: '3 months' } },
    { ignore: [{ rule: 'a/b' }] },
    { engine: { memory_limit: 'lots' } },
  ])('refuses %j', (value) => {
    expect(validate(value)).toBe(false);
  });

  it('documents each rule with its options', () => {
    const rules = (schema.properties as { rules: { properties: object } }).rules.properties;
    expect(Object.keys(rules)).toEqual(['drift/numeric', 'target/proxy-column']);
    expect(rules).toMatchObject({
      'target/proxy-column': {
        description: 'A column tells the answer',
        anyOf: [
          {},
          {},
          { properties: { error: { description: 'AUC that convicts', default: 0.98 } }, additionalProperties: false },
        ],
      },
    });
  });

  it('describes every key', () => {
    const undescribed: string[] = [];
    const walk = (node: unknown, path: string): void => {
      if (typeof node !== 'object' || node === null) return;
      for (const [key, value] of Object.entries(node)) {
        if (key === 'properties') {
          for (const [name, property] of Object.entries(value as Record<string, { description?: string }>)) {
            if (!property.description) undescribed.push(`${path}.${name}`);
          }
        }
        walk(value, `${path}.${key}`);
      }
    };
    walk(schema, '');
    expect(undescribed).toEqual([]);
  });
});
