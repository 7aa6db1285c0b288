import { visible } from './visible.ts';

/** Text that was read, in back-quotes, on one line. */
export const quote = (text: string): string => `\`${visible(text)}\``;
