import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { visible } from '../../../text/visible.ts';
import { clip } from '../../clip.ts';
import { html, type Markup, trusted } from '../markup.ts';
import type { Series } from '../picture.ts';

export const WIDTH = 430;

const { document } = parseHTML('<!doctype html><html><body></body></html>');

/** Colours are variables of the page, so that they follow its light or dark scheme. */
export const fills: Readonly<Record<Series, string>> = {
  fit: 'var(--fit)',
  heldOut: 'url(#hatch)',
  plain: 'url(#dots)',
};
export const strokes: Readonly<Record<Series, string>> = {
  fit: 'var(--fit-line)',
  heldOut: 'var(--held-out-line)',
  plain: 'var(--plain-line)',
};

/** Untrusted text that a chart may show. */
export const label = (text: string, length = 44): string => clip(visible(text), length);

/** A static SVG of the given marks. The policy of the page allows no style but its own, so the chart may have none. */
export function svgOf(options: Omit<Plot.PlotOptions, 'document' | 'className'>, title: string): Markup {
  const plotted = Plot.plot({ width: WIDTH, ...options, document: document as never, className: 'plot' });
  const svg = plotted as unknown as SvgElement;
  for (const style of svg.querySelectorAll('style')) style.remove();
  for (const styled of svg.querySelectorAll('[style]')) styled.removeAttribute('style');
  for (const named of svg.querySelectorAll('[aria-label], [aria-hidden]')) {
    named.removeAttribute('aria-label');
    named.removeAttribute('aria-hidden');
  }
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', visible(title));
  return trusted(svg.outerHTML);
}

/** What the page must hold once for the patterns of all charts. */
export const patterns: Markup = html`<svg class="patterns" width="0" height="0" aria-hidden="true" focusable="false"><defs>
<pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="var(--held-out)"/><rect width="2" height="6" fill="var(--held-out-line)"/></pattern>
<pattern id="dots" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="6" height="6" fill="var(--plain)"/><circle cx="3" cy="3" r="1.2" fill="var(--plain-line)"/></pattern>
</defs></svg>`;

interface SvgElement {
  readonly outerHTML: string;
  querySelectorAll(selector: string): Iterable<SvgElement>;
  remove(): void;
  setAttribute(name: string, value: string): void;
  removeAttribute(name: string): void;
}
