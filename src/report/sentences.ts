import { visible } from './visible.ts';

/** Texts as sentences of one line of harmless text: message, why, what to do. */
export const sentences = (...texts: readonly string[]): string =>
  texts
    .filter((text) => text !== '')
    .map((text) => (/[.!?]$/.test(text) ? visible(text) : `${visible(text)}.`))
    .join(' ');
