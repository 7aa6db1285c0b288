const CLASSES: Readonly<Record<string, string>> = { d: '0-9', w: '0-9A-Za-z_', s: '\\t\\n\\f\\r ' };

/**
 * A regular expression with one meaning for RE2, Java and Rust: `\d`, `\w` and `\s` are ASCII, and `$` is the end of the text, where
 * Java would also take a line break before it.
 */
export function portablePattern(pattern: string): string {
  let inClass = false;
  return pattern.replace(/\\.|[[\]$]/gs, (found) => {
    if (found === '[') inClass = true;
    else if (found === ']') inClass = false;
    else if (found === '$' && !inClass) return '\\z';
    const members = CLASSES[found.slice(1)];
    if (members === undefined || found.length < 2) return found;
    return inClass ? members : `[${members}]`;
  });
}

/** `\1` as RE2 writes it becomes `$1`, and a dollar sign stands for itself. */
export function portableReplacement(replacement: string): string {
  return replacement.replace(/\$|\\(\d)/g, (found, group?: string) => (group === undefined ? `\\${found}` : `$${group}`));
}
