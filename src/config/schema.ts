import { z } from 'zod';
import { UserError } from '../errors.ts';
import { durationPattern, parseDuration } from './duration.ts';
import { memorySizePattern, parseMemorySize } from './memory-size.ts';

const text = z.string().min(1);
const texts = z.union([text, z.array(text).min(1)]);
const column = text;
const columns = texts;
const label = z.union([text, z.number(), z.boolean()]);
const labels = z.union([label, z.array(label).min(1)]);

const longestTimer = 2 ** 31 - 1;

const duration = z
  .string('must be a length of time such as `30d`')
  .check((context) => withProblem(context, parseDuration))
  .meta({ pattern: durationPattern, examples: ['30d', '12h', '15m', '2w', 'P30D'] });

const timeLimit = z
  .string('must be a length of time such as `10m`')
  .check((context) => withProblem(context, checkTimeLimit))
  .meta({ pattern: durationPattern, examples: ['10m', '90s'] });

export const severitySchema = z.enum(['off', 'info', 'warn', 'error']);
export const failOnSchema = z.enum(['error', 'warn', 'info', 'never']);

export const readOptionsSchema = z.strictObject({
  delimiter: z.string().min(1).max(4).optional().describe('What separates the fields, such as `;` or `\\t`'),
  quote: z.string().max(1).optional().describe('The character fields are quoted with; empty for none'),
  escape: z.string().max(1).optional().describe('The character that escapes a quote inside a field'),
  header: z.boolean().optional().describe('Whether the first row holds the column names'),
  encoding: text.optional().describe('Character encoding, such as `utf-8` or `latin-1`'),
  decimal: z.enum([',', '.']).optional().describe('The decimal separator'),
  nulls: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .describe('Text that stands for a missing value, such as `NA`'),
  skip: z.int().min(0).optional().describe('Number of lines above the header'),
  hive_partitioning: z.boolean().optional().describe('Whether folders named `key=value` are columns'),
});

const dataset = z.strictObject({
  path: text.describe('A file, a glob, a URL, or a table of the engine'),
  format: z
    .enum(['csv', 'tsv', 'json', 'ndjson', 'parquet', 'arrow', 'feather'])
    .optional()
    .describe('When the name does not say'),
  options: readOptionsSchema.optional().describe('How delimited text is read; what is absent is detected'),
});

const split = z.strictObject({
  strategy: z
    .enum(['random', 'temporal', 'group'])
    .optional()
    .describe('How the rows were assigned to train and the held-out sets'),
  dataset: text.optional().describe('The data set that holds several splits, told apart by `column`'),
  column: column.optional().describe('The column that says which split a row belongs to'),
  train: labels.optional().describe('Values of `column` for rows to fit on'),
  validation: labels.optional().describe('Values of `column` for rows to select on'),
  test: labels.optional().describe('Values of `column` for rows to evaluate on'),
});

export const targetSchema = z.strictObject({
  column: column.describe('The column to predict'),
  task: z
    .enum(['binary', 'multiclass', 'regression'])
    .optional()
    .describe('What kind of prediction; inferred from the values when absent'),
  positive: label.optional().describe('The value of the positive class of a binary target'),
  horizon: duration.optional().describe('How long after the prediction time the outcome is known'),
});

const source = z.strictObject({
  path: text.describe('The table the feature was looked up in'),
  entity: columns.describe('The columns it was looked up by, named alike in the labels'),
  time: column.describe('When a value of the source began to hold'),
  created: column.optional().describe('When a value of the source was written'),
  value: column.describe('The column of the source that became the feature'),
  ttl: duration.optional().describe('How old a value may be before it counts as missing; absent or `0s`: any age'),
});

const feature = z
  .strictObject({
    type: z.enum(['boolean', 'integer', 'number', 'string', 'date', 'timestamp']).optional().describe('The type of its values'),
    min: z.number().optional().describe('The least allowed value'),
    max: z.number().optional().describe('The greatest allowed value'),
    nullable: z.boolean().optional().describe('Whether values may be missing'),
    values: z.array(label).min(1).optional().describe('The allowed values'),
    pattern: text.optional().describe('A regular expression that every value matches'),
    unique: z.boolean().optional().describe('Whether no value occurs twice in a data set'),
    monotonic: z
      .enum(['increasing', 'decreasing'])
      .optional()
      .describe('Whether values only rise or only fall in the order of rows'),
    known_at: column.optional().describe('A column that holds when the value became known'),
    available: z
      .enum(['before', 'after'])
      .optional()
      .describe('`after`: exists only after the outcome; `before`: certainly known at prediction time'),
    feast: z
      .string()
      .regex(/^[^:\s]+:[^:\s]+$/, 'must be written `view:feature`')
      .optional()
      .describe('`view:feature` of the feature store, when the name alone does not say'),
    source: source.optional().describe('Where the feature was looked up as of the prediction time'),
  })
  .check(({ value: { min, max }, issues, value }) => {
    if (min !== undefined && max !== undefined && min > max) {
      issues.push({ code: 'custom', input: value, path: ['min'], message: 'must not be greater than `max`' });
    }
  });

export const ruleOptionsSchema = z.record(z.string(), z.unknown());
export const ruleSettingSchema = z.union([
  severitySchema,
  z.tuple([severitySchema, ruleOptionsSchema.optional()]),
  ruleOptionsSchema,
]);

const ignore = z.strictObject({
  rule: text.describe('A rule id or `area/*`'),
  datasets: texts.optional().describe('Names or roles of data sets; all when absent'),
  columns: columns.optional().describe('Columns; all when absent'),
  reason: z.string().trim().min(1).describe('Why these findings are accepted'),
  until: z.iso.date('must be a date such as `2027-03-01`').optional().describe('The last day on which the entry counts'),
});

const feast = z.strictObject({
  repo: text.optional().describe('The folder that holds feature_store.yaml'),
  registry: text.optional().describe('The registry file; taken from feature_store.yaml when absent'),
  project: text.optional().describe('The project, where the registry has several; that of feature_store.yaml when absent'),
  service: text.optional().describe('The feature service the model is served by'),
  remote: z.boolean().optional().describe('Whether sources that the registry names by a URL are fetched'),
});

export const metadataFormats = ['croissant', 'frictionless', 'huggingface', 'json-schema', 'mlflow', 'tfdv'] as const;

const metadata = z.strictObject({
  path: text.describe('A file that describes the columns'),
  format: z.enum(metadataFormats).optional().describe('When neither the name nor the content says'),
  table: text.optional().describe('The record set, resource or configuration of it that is meant, when it describes several'),
});
const metadataFile = z.union([text, metadata]);

const engine = z.strictObject({
  url: text.optional().describe('`duckdb` (embedded), or an engine such as `sc://host:15002`'),
  memory_limit: z
    .string('must be a size such as `2GB`')
    .refine((size) => parseMemorySize(size) !== undefined, 'must be a size such as `2GB` or `512MB`')
    .meta({ pattern: memorySizePattern, examples: ['2GB'] })
    .optional()
    .describe('Memory the engine may use before it spills to disk'),
  threads: z.int().min(1).optional().describe('Number of threads; all cores when absent'),
  extension_directory: text.optional().describe('Where extensions of the engine are kept'),
  sample_rows: z
    .int()
    .min(1000)
    .optional()
    .describe('Rows of a sample at most: samples choose where to look, and only they are read out of the engine'),
});

const preprocessing = z.strictObject({
  fit_on: z.enum(['train']).optional().describe('The rows that scalers, imputers and encoders are meant to be fitted on'),
});

const ruleId = z
  .string()
  .regex(/^[a-z][a-z0-9-]*\/[a-z][a-z0-9-]*$/, 'must be written `area/problem`, in small letters, digits and `-`');

const heldOutRole = z.enum(['validation', 'test']);

const slots = new Set(['violations', 'rows', 'share', 'dataset']);

const customRule = z
  .strictObject({
    id: ruleId.describe('`area/problem`; the area must be none of the built-in rules'),
    dataset: texts.optional().describe('Names or roles of the data sets it looks at, each by itself; `data` in the statement'),
    split: z
      .union([heldOutRole, z.array(heldOutRole).min(1)])
      .optional()
      .describe('Held-out sets it holds against train; `fit` and `held_out` in the statement'),
    sql: text.describe('One SELECT; the rows it gives are violations'),
    message: text.describe(
      'What is said of them; `{{violations}}`, `{{rows}}`, `{{share|percent}}` and `{{dataset}}` are filled in',
    ),
    severity: z.enum(['info', 'warn', 'error']).optional().describe('`error` when absent'),
    columns: columns.optional().describe('The columns it is about'),
    summary: text.optional().describe('The rule in one line'),
    why: text.optional().describe('What goes wrong when it is ignored'),
    fix: text.optional().describe('What to do'),
    timeout: timeLimit.optional().describe('Time limit of the statement; one minute when absent'),
  })
  .check(({ value, issues }) => {
    if ((value.dataset === undefined) === (value.split === undefined)) {
      issues.push({ code: 'custom', input: value, path: ['id'], message: 'must be about a `dataset` or a `split`, one of them' });
    }
    const odd = [...value.message.matchAll(/\{\{\s*(\w+)/g)].map(([, slot]) => slot!).find((slot) => !slots.has(slot));
    if (odd !== undefined) {
      const message = `must hold no slot but {{violations}}, {{rows}}, {{share|percent}} and {{dataset}}: not {{${odd}}}`;
      issues.push({ code: 'custom', input: value, path: ['message'], message });
    }
  });

const name = z.string().regex(/^[\p{L}\p{N}_][\p{L}\p{N}_. -]*$/u, 'must be made of letters, digits, `_`, `-` and `.`');

/** `watertight.yaml` as written. */
export const configSchema = z.strictObject({
  $schema: z.string().optional().describe('JSON schema of this file, for editors'),
  version: z
    .literal(1, 'must be `1`, the only version of the file format that this watertight reads')
    .optional()
    .describe('Version of this file format'),
  project: text.optional().describe('The name reports carry'),
  datasets: z
    .record(name, z.union([text, dataset]))
    .optional()
    .describe('Data sets by name; `train`, `validation`, `test` and `serving` have that role'),
  split: split.optional().describe('How train and the held-out sets were told apart'),
  target: z.union([column, targetSchema]).optional().describe('What the model predicts'),
  time: column.optional().describe('The column that holds the prediction time of a row'),
  id: columns.optional().describe('Columns that identify a row'),
  entity: columns.optional().describe('Columns that identify whom or what a row is about'),
  features: z.record(text, feature).optional().describe('What is known of the features, by column name'),
  metadata: z
    .union([metadataFile, z.array(metadataFile).min(1)])
    .optional()
    .describe('Files that describe the features: Croissant, Frictionless, Hugging Face, JSON Schema, MLflow or TFDV'),
  preprocessing: preprocessing.optional().describe('The declared policy of preprocessing'),
  dvc: z.enum(['auto', 'off']).optional().describe('Whether data is held against its DVC records'),
  feast: feast.optional().describe('The feature store that features come from'),
  rules: z
    .record(text, ruleSettingSchema)
    .optional()
    .describe('Severity and options by rule id, `area/*` or tag; later wins, and an exact id wins over a pattern'),
  extends: texts.optional().describe('Presets of plugins, as `plugin/preset`; what stands in `rules` here wins over them'),
  plugins: texts.optional().describe('Packages and files (`./rules/*.js`) with further rules, presets and formats'),
  custom: z.array(customRule).optional().describe('Rules of this project, in SQL'),
  ignore: z.array(ignore).optional().describe('Accepted findings'),
  fail_on: failOnSchema.optional().describe('The least severity that makes the check fail'),
  baseline: text.optional().describe('A file of known findings, which no longer make the check fail'),
  engine: z.union([text, engine]).optional().describe('Where statements run'),
  timeout: timeLimit.optional().describe('Time limit of a run'),
  rule_timeout: timeLimit.optional().describe('Time limit of each rule'),
});

export type ConfigFile = z.infer<typeof configSchema>;
export type ReadOptionsFile = z.infer<typeof readOptionsSchema>;

interface CheckContext {
  readonly value: string;
  readonly issues: z.core.$ZodRawIssue[];
}

function withProblem({ value, issues }: CheckContext, parse: (value: string) => unknown): void {
  try {
    parse(value);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    issues.push({ code: 'custom', input: value, message: error.message, params: { hint: error.hint } });
  }
}

function checkTimeLimit(value: string): void {
  const ms = parseDuration(value) / 1000;
  if (ms < 1) throw new UserError('must be longer than zero');
  if (ms > longestTimer) throw new UserError('must be at most 24 days');
}
