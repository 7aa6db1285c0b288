/**
 * C0 and C1 controls, line and paragraph separators, bidirectional marks, invisible characters, lone surrogates,
 * non-characters and language tags.
 */
const unseen =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this is about
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]|\p{Cs}|[\u{e0000}-\u{e007f}]/gu;

/** `##[`, `##vso[` and their like: build servers read commands from the output of a job. */
const commands = /##(?=[\w.]*\[)/g;

const named: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\x1b': '\\x1b' };

/** Untrusted text on one line, with nothing in it that a terminal, a build server or a reader's eye could mistake. */
export function visible(text: string): string {
  return text.replace(unseen, (character) => named[character] ?? escaped(character)).replace(commands, '#\\x23');
}

/** Like `visible`, with line breaks kept. */
export const visibleLines = (text: string): string[] => text.split(/\r?\n/).map(visible);

/** Output in which no line begins with `::`, as a workflow command would. */
export const withoutCommands = (output: string): string => output.replace(/^(\s*):(?=:)/gm, '$1\\x3a');

/** JSON of the same value in which characters that cannot be seen are written as `\u` escapes. */
export function visibleJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, undefined, indent)
    .replace(unseen, (character) => (character === '\n' ? character : units(character)))
    .replace(commands, '#\\u0023');
}

function escaped(character: string): string {
  const code = character.codePointAt(0) as number;
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`;
  return code > 0xffff ? `\\u{${code.toString(16)}}` : units(character);
}

const units = (character: string): string =>
  character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
