import { visible } from '../../text/visible.ts';
import { clip } from '../clip.ts';

/**
 * Untrusted text as Markdown that shows it letter by letter: no markup, HTML, link, mention, emoji or formula, in a
 * table too. Only what stands in back-quotes becomes code.
 */
export function markdownText(text: string, limit = 500): string {
  return clip(visible(text), limit)
    .split(/(`[^`|\\]+`)/)
    .map((part, i) => (i % 2 === 0 ? escaped(part) : part))
    .join('')
    .replace(/^ /, '&#32;')
    .replace(/^([-+=#])/, '\\$1')
    .replace(/^(\d+)(?=[.])/, '$1\\');
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

const escaped = (text: string): string =>
  text
    .replace(/[&<>]/g, (character) => entities[character] as string)
    .replace(/[\\`*_[\]()|~$!]/g, '\\$&')
    .replace(/:(?=\S)/g, '\\:')
    .replace(/www(?=\.)/gi, '$&\\')
    .replace(/[@#](?=\w)/g, '$&<!-- -->');
