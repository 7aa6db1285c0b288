import { visible } from '../../text/visible.ts';
import { escapeXml } from '../xml.ts';

/** HTML that is safe to write: made by `html` alone, so that nothing untrusted comes to be one. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Content = string | number | Markup | false | null | undefined | readonly Content[];

/** A template of which every slot is escaped, in text and in quoted attributes, unless it is markup; lists are joined, false is left out. */
export function html(fixed: TemplateStringsArray, ...slots: readonly Content[]): Markup {
  return new Markup(fixed.map((part, i) => part + (i < slots.length ? written(slots[i]) : '')).join(''));
}

/** For text that this program itself wrote as HTML. */
export const trusted = (text: string): Markup => new Markup(text);

/** Prose of which the parts in back-quotes become code. */
export const prose = (text: string): Markup[] =>
  text.split(/(`[^`]+`)/).map((part, i) => (i % 2 === 0 ? html`${part}` : html`<code>${part.slice(1, -1)}</code>`));

/** A name from the data, kept apart so that its direction of writing does not spread to what stands beside it. */
export const name = (text: string): Markup => html`<bdi>${text}</bdi>`;

function written(slot: Content): string {
  if (slot instanceof Markup) return slot.text;
  if (Array.isArray(slot)) return slot.map(written).join('');
  return slot === undefined || slot === null || slot === false ? '' : escapeXml(visible(String(slot)));
}
