import { countText } from './number-text.ts';

const acronyms = new Set(['auc', 'psi', 'ks', 'sd', 'iqr', 'sql', 'ttl', 'dvc', 'md5', 'uuid', 'pca', 'woe', 'lsh']);

/** `expectedShare` → `expected share`, `aucFit` → `AUC fit`. */
export function words(key: string): string {
  return key
    .replace(/([a-z0-9])([A-Z])|_+/g, '$1 $2')
    .trim()
    .split(/\s+/)
    .map((word) =>
      acronyms.has(word.toLowerCase()) ? word.toUpperCase() : /^[A-Z][a-z]*$/.test(word) ? word.toLowerCase() : word,
    )
    .join(' ');
}

/** `1 error`, `2 errors`, `1,204 rows`. */
export const counted = (count: number, noun: string): string => `${countText(count)} ${noun}${count === 1 ? '' : 's'}`;
