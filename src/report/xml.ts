import { visible } from '../text/visible.ts';

type Attributes = Readonly<Record<string, string | number | undefined>>;

/** An element with its attributes escaped; `content` is XML already. */
export function element(name: string, attributes: Attributes, content: readonly string[] | string = ''): string {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${escapeXml(visible(String(value)))}"`],
  );
  const inner = typeof content === 'string' ? content : content.length > 0 ? `\n${content.join('\n')}\n` : '';
  return inner === '' ? `<${name}${written.join('')}/>` : `<${name}${written.join('')}>${inner}</${name}>`;
}

/** Text of several lines as XML character data. */
export const xmlText = (lines: readonly string[]): string => escapeXml(lines.map(visible).join('\n'));

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** XML 1.0's illegal characters never come here: `visible` has replaced them. */
export const escapeXml = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] as string);
