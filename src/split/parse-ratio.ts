import { UserError } from '../errors.ts';
import { quote } from '../text/quote.ts';
import type { Share } from './split-plan.ts';

const HINT = 'write train/test or train/validation/test, such as `80/20` or `70/15/15`';

/** Shares of train and test, or of train, validation and test. @throws UserError for anything else */
export function parseRatio(text: string): Share[] {
  const parts = text.split(/[/:]/).map((part) => (/^\s*\d+(\.\d+)?\s*$/.test(part) ? Number(part) : 0));
  const roles = parts.length === 2 ? (['train', 'test'] as const) : (['train', 'validation', 'test'] as const);
  if (parts.length !== roles.length || parts.some((part) => part <= 0)) {
    throw new UserError(`${quote(text)} is no ratio of splits`, { hint: HINT });
  }
  const sum = parts.reduce((total, part) => total + part, 0);
  return roles.map((role, i) => ({ role, share: parts[i]! / sum }));
}
