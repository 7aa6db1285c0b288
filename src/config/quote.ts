/** Text that was read, in back-quotes, on one line. */
export const quote = (text: string): string => `\`${escapeControls(text)}\``;

/** Line breaks, control characters and characters without a shape written as `\u{…}`. */
export const escapeControls = (text: string): string =>
  text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
