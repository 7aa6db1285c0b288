import { clip } from '../clip.ts';
import { visible } from '../visible.ts';

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Untrusted text as Markdown that shows it letter by letter: no markup, HTML, link, mention, emoji or formula, in a table too. */
export function markdownText(text: string, limit = 500): string {
  return clip(visible(text), limit)
    .replace(/[&<>]/g, (character) => entities[character] as string)
    .replace(/[\\`*_[\]()|~$!]/g, '\\$&')
    .replace(/:(?=\S)/g, '\\:')
    .replace(/www(?=\.)/gi, '$&\\')
    .replace(/[@#](?=\w)/g, '$&<!-- -->')
    .replace(/^([-+=#])/, '\\$1')
    .replace(/^(\d+)(?=[.])/, '$1\\');
}
