export { type CheckOptions, check } from './api/check.ts';
export { type FixRequest, type FixResult, fix } from './api/fix.ts';
export { builtInRules } from './api/rules.ts';
export { type SplitRequest, type SplitResult, split } from './api/split.ts';
export { type VerifyOptions, verify } from './api/verify.ts';
export { entryOf, type RuleEntry } from './check/registry.ts';
export {
  type AnyRule,
  type Confidence,
  type Context,
  clean,
  defineRule,
  type Evidence,
  type Need,
  type Result,
  type Rule,
  type Severity,
  type SubjectKind,
  skipped,
  underpowered,
} from './check/rule.ts';
export type { Config } from './config/config.ts';
export { loadConfig } from './config/load-config.ts';
export { type Column, type ColumnKind, isNumeric, isScalar, isTemporal } from './engine/column.ts';
export { fn } from './engine/dialect.ts';
export type { Row } from './engine/engine.ts';
export type { Frame } from './engine/frame.ts';
export { identifier, join, type Relation, type Sql, sql, type Value } from './engine/sql.ts';
export type { Role, Table } from './engine/table.ts';
export { UserError } from './errors.ts';
export { exitCode } from './judge/exit-code.ts';
export { definePlugin, type Plugin, type Preset } from './plugins/plugin.ts';
export type { Format, FormatContext } from './report/format.ts';
export { loadFormat } from './report/formats.ts';
export { type Report, type ReportFinding, type ReportOutcome, reportSchema } from './report/schema.ts';
