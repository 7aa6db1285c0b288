import { posix } from 'node:path';
import { nameTokens } from './name-tokens.ts';

export type DataRole = 'train' | 'validation' | 'test';

const ROLES: Readonly<Record<string, DataRole>> = {
  train: 'train',
  training: 'train',
  trn: 'train',
  val: 'validation',
  valid: 'validation',
  validation: 'validation',
  dev: 'validation',
  test: 'test',
  testing: 'test',
  tst: 'test',
  holdout: 'test',
  heldout: 'test',
};
const CODE = new Set([
  '.py',
  '.r',
  '.sh',
  '.ipynb',
  '.js',
  '.ts',
  '.jl',
  '.sql',
  '.yaml',
  '.yml',
  '.toml',
  '.cfg',
  '.ini',
  '.md',
  '.rst',
  '.html',
]);
/** Words that make a name one of something about the data rather than of the data. */
const ABOUT = new Set([
  'config',
  'cfg',
  'params',
  'args',
  'log',
  'logs',
  'metrics',
  'metric',
  'score',
  'scores',
  'report',
  'plot',
  'plots',
  'history',
  'loss',
  'script',
  'model',
  'summary',
]);

/** Whether a path looks like code or settings, by its extension. */
export function isCode(path: string): boolean {
  return CODE.has(posix.extname(path).toLowerCase());
}

/**
 * What a path is called: its last component that names a role decides. Null for code, for names of both sides, and for names such as
 * `training_config` or `tests/`. A guess, never more.
 */
export function dataRole(path: string): DataRole | null {
  if (isCode(path)) return null;
  const components = path.split('/').filter((component) => component !== '' && component !== '.' && component !== '..');
  const last = components.length - 1;
  for (let i = last; i >= 0; i--) {
    const tokens = nameTokens(i === last ? withoutExtensions(components[i] as string) : (components[i] as string));
    if (tokens.some((token) => ABOUT.has(token))) return null;
    const roles = new Set(tokens.flatMap((token) => (Object.hasOwn(ROLES, token) ? [ROLES[token] as DataRole] : [])));
    if (roles.size > 0) return roles.size === 1 ? ([...roles][0] as DataRole) : null;
  }
  return null;
}

function withoutExtensions(name: string): string {
  return name.replace(/(?:\.[A-Za-z0-9]{1,8})+$/, '') || name;
}
