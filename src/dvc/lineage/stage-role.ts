import { posix } from 'node:path';
import type { Value } from '../read/value.ts';
import type { Stage } from '../stage/stage.ts';
import { dataDeps } from './data-paths.ts';
import { isCode } from './data-role.ts';
import { nameTokens } from './name-tokens.ts';
import { type RoleOf, roleByName } from './role-of.ts';

export type StageRole = 'split' | 'evaluate' | 'select' | 'fit' | 'train';

/** Beginnings of words, in the order in which they win: `train_test_split` splits, `scale_train` scales. */
const ROLES: readonly (readonly [StageRole, RegExp])[] = [
  ['split', /^(?:split|partition|kfold|holdout|traintest)/],
  ['evaluate', /^(?:eval|scor(?:e|ing)$|validate$|metrics?$|report$|benchmark)/],
  ['select', /^(?:select|tun(?:e|ing)|search|hpo|hyperparam|optuna|gridsearch|sweep)/],
  [
    'fit',
    /^(?:scal(?:e|er|ing)$|normali[sz]|standardi[sz]|imput|encod|vectori[sz]|tfidf|pca$|svd$|smote|oversampl|undersampl|resampl|discreti[sz]|binn|binarize|whiten)/,
  ],
  ['train', /^(?:train|fit$|fitting|learn$|finetun)/],
];

/**
 * What a stage does, told by its name, else by the scripts its command runs; a stage that makes train and test data of data that are
 * neither splits, whatever its name. Null when nothing tells. A guess, never more.
 */
export function stageRole(stage: Stage, roleOf = roleByName): StageRole | null {
  if (stage.name === undefined) return null;
  const named = roleOfWords(nameTokens(stage.name.replace(/@[^@]*$/, '')));
  if (named === 'split' || splitsByItsOuts(stage, roleOf)) return 'split';
  if (named !== null) return named;
  if (/^tests?$/i.test(stage.name)) return 'evaluate';
  return roleOfWords(scriptsOf(stage.cmd ?? null).flatMap((script) => nameTokens(posix.basename(script, posix.extname(script)))));
}

function splitsByItsOuts(stage: Stage, roleOf: RoleOf): boolean {
  const made = new Set(stage.outs.map(roleOf));
  const isOfBoth = made.has('train') && (made.has('test') || made.has('validation'));
  return isOfBoth && dataDeps(stage).every((dep) => roleOf(dep) === null);
}

function roleOfWords(tokens: readonly string[]): StageRole | null {
  return ROLES.find(([, pattern]) => tokens.some((token) => pattern.test(token)))?.[0] ?? null;
}

function scriptsOf(cmd: Value): string[] {
  const texts = Array.isArray(cmd) ? cmd.filter((part) => typeof part === 'string') : [cmd];
  return texts.flatMap((text) => String(text).split(/[\s'";|&]+/)).filter(isCode);
}
