/**
 * A glob of one path segment (`*`, `?`, `[…]`, `\` escapes) as a regular expression that matches in linear time:
 * what follows a star is taken at its first place and not tried again. Null when it ends in a bare backslash.
 */
export function compileGlob(glob: string): RegExp | null {
  const pieces: string[] = [''];
  for (let i = 0; i < glob.length; i++) {
    const char = glob[i] as string;
    let unit = escapeRegex(char);
    if (char === '*') {
      pieces.push('');
      continue;
    }
    if (char === '\\') {
      if (++i === glob.length) return null;
      unit = escapeRegex(glob[i] as string);
    } else if (char === '?') unit = '[^]';
    else if (char === '[') {
      const set = characterSet(glob.slice(i));
      if (set !== null) {
        unit = set.regex;
        i += set.length - 1;
      }
    }
    pieces[pieces.length - 1] += unit;
  }
  const [first, ...rest] = pieces;
  const last = rest.pop();
  const between = rest.filter((piece) => piece !== '').map((piece, i) => `(?=([^]*?${piece}))\\${i + 1}`);
  try {
    return new RegExp(`^${first}${between.join('')}${last === undefined ? '' : `[^]*${last}`}$`);
  } catch {
    return null;
  }
}

function characterSet(text: string): { regex: string; length: number } | null {
  const set = /^\[([!^]?)(\]?[^\]]*)\]/.exec(text);
  if (set === null) return null;
  const [whole, negated, members] = set as unknown as [string, string, string];
  return { regex: `[${negated ? '^' : ''}${members.replace(/[\\[\]^]/g, '\\$&')}]`, length: whole.length };
}

export function escapeRegex(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}
