import type { Config } from '../config/config.ts';
import { parseDuration } from '../config/duration.ts';
import { loadConfig } from '../config/load-config.ts';
import { UserError } from '../errors.ts';
import type { Feature } from '../features/feature.ts';
import type { CheckFlags } from './check-options.ts';
import { flagsOf } from './check-options.ts';
import type { Io } from './io.ts';

export const AUDIT_RULE = 'time/point-in-time';

export interface AuditFlags extends CheckFlags {
  readonly labels?: string;
  readonly source?: string;
  readonly entity: readonly string[];
  readonly time?: string;
  readonly value: readonly string[];
  readonly created?: string;
  readonly ttl?: string;
  readonly strict?: boolean;
  readonly delay?: string;
  readonly embargo?: string;
}

/** The configuration that an audit amounts to. No file is read: everything is on the command line. @throws UserError for what is missing */
export async function auditConfig(flags: AuditFlags, io: Io): Promise<Config> {
  const { labels, source, entity, time, value, created, ttl, strict, delay, embargo, ...others } = flags;
  const path = required(source, '--source <path>');
  const [seen, stamped] = pairOf(required(time, '--time <column>'));
  const keys = entity.map(pairOf);
  if (!value.length) required(undefined, '--value <column>');
  if (ttl !== undefined) spanOf('--ttl', ttl);
  const features = value.map(pairOf).map(
    ([name, column]): Feature => ({
      name,
      source: {
        path,
        entity: keys.map(([key]) => key),
        keys: keys.map(([, key]) => key),
        time: stamped,
        ...(created !== undefined && { created }),
        value: column,
        ...(ttl !== undefined && { ttl }),
      },
      origin: { kind: 'flag', name: '--value' },
    }),
  );
  const config = await loadConfig({
    cwd: io.cwd(),
    env: io.env,
    flags: { ...flagsOf(others as CheckFlags), train: required(labels, '--labels <path>'), time: seen, dvc: false },
    file: null,
  });
  const options = {
    ...(strict && { boundary: 'strict' }),
    ...(delay !== undefined && { delaySeconds: spanOf('--delay', delay) / 1e6 }),
    ...(embargo !== undefined && { embargoSeconds: spanOf('--embargo', embargo) / 1e6 }),
  };
  return {
    ...config,
    features,
    inferIds: false,
    only: [AUDIT_RULE],
    rules: [...config.rules, { pattern: AUDIT_RULE, severity: undefined, options, origin: { kind: 'flag' } }],
  };
}

/** `LABELS=SOURCE` where a column has two names, else its one name twice. */
function pairOf(text: string): readonly [labels: string, source: string] {
  const equals = text.indexOf('=');
  return equals < 1 ? [text, text] : [text.slice(0, equals), text.slice(equals + 1)];
}

function required(value: string | undefined, flag: string): string {
  if (value !== undefined && value !== '') return value;
  throw new UserError(`audit needs \`${flag}\``, {
    hint: 'watertight audit --labels L --source S --entity K --time T --value V',
  });
}

function spanOf(flag: string, text: string): number {
  try {
    return parseDuration(text);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(`\`${flag}\` ${error.message}`, error.hint === undefined ? {} : { hint: error.hint });
  }
}
