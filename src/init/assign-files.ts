import type { DatasetRole } from '../config/config.ts';
import type { Guess } from './proposal.ts';

const WORDS: readonly (readonly [DatasetRole, RegExp])[] = [
  ['validation', /(^|[^a-z])(validation|valid|val|dev)([^a-z]|$)/i],
  ['test', /(^|[^a-z])(test|testing|holdout|held[-_ ]?out)([^a-z]|$)/i],
  ['serving', /(^|[^a-z])(serving|served|production|prod|live|scoring)([^a-z]|$)/i],
  ['train', /(^|[^a-z])(train|training|fit)([^a-z]|$)/i],
];

/** The role that the words in a file's path name; folders of several files count as one data set. */
export function assignFiles(files: readonly string[]): Partial<Record<DatasetRole, Guess>> {
  const roles: Partial<Record<DatasetRole, Guess>> = {};
  for (const [role, word] of WORDS) {
    const named = files.filter((file) => roleOf(file) === role);
    if (!named.length) continue;
    const folder = commonFolder(named);
    const value = named.length > 1 && folder && word.test(folder) ? `${folder}/` : named[0]!;
    const others = named.length > 1 && value === named[0] ? `; ${named.length - 1} more have it too` : '';
    roles[role] = { value, reason: `its name says ${role}${others}` };
  }
  return roles;
}

function roleOf(file: string): DatasetRole | undefined {
  // The last word counts: `test/train.csv` is train data of a folder of tests.
  const parts = file.split('/').reverse();
  for (const part of parts) {
    const role = WORDS.find(([, word]) => word.test(part.replace(/_/g, '-')))?.[0];
    if (role) return role;
  }
  return undefined;
}

function commonFolder(files: readonly string[]): string | undefined {
  const folders = new Set(files.map((file) => file.split('/').slice(0, -1).join('/')));
  return folders.size === 1 ? [...folders][0] : undefined;
}
