import { Chalk, type ChalkInstance } from 'chalk';
import { visible } from '../../text/visible.ts';
import type { EvidenceLine } from '../evidence-text.ts';
import type { FormatContext } from '../format.ts';
import { padEnd, textWidth, wrap } from '../wrap.ts';

export type Paint = (text: string) => string;

/** What the parts of the pretty report are written with. */
export interface Page {
  readonly paint: ChalkInstance;
  readonly width: number;
  readonly verbose: boolean;
  readonly showSuppressed: boolean;
}

export const toPage = ({ color, width, verbose, showSuppressed }: FormatContext): Page => ({
  paint: new Chalk({ level: color ? 1 : 0 }),
  width: Math.min(Math.max(width, 60), 120),
  verbose,
  showSuppressed,
});

export const asIs: Paint = (text) => text;

const fieldWidth = 10;

/** Untrusted text, wrapped below itself after an indent. */
export function paragraph(page: Page, text: string, indent: number, paint: Paint = asIs): string[] {
  return wrap(visible(text), page.width - indent).map((line) => ' '.repeat(indent) + paint(line));
}

/** A dim label and its untrusted text, wrapped into a column of its own. */
export function field(page: Page, label: string, text: string, indent: number, labelWidth = fieldWidth): string[] {
  return labelled(page, label, wrap(visible(text), page.width - indent - labelWidth), indent, labelWidth);
}

/** A dim label before lines that are ready to print. */
export function labelled(page: Page, label: string, lines: readonly string[], indent: number, labelWidth = fieldWidth): string[] {
  const blank = ' '.repeat(indent + labelWidth);
  return lines.map((line, i) => (i === 0 ? ' '.repeat(indent) + page.paint.dim(padEnd(label, labelWidth)) : blank) + line);
}

/** Evidence in a field of its own. */
export const proof = (page: Page, entries: readonly EvidenceLine[], indent: number): string[] =>
  labelled(page, 'proof', grid(page, entries, indent + fieldWidth), indent);

/** Labels and values set in as many aligned columns as the width allows, read from top to bottom. */
function grid(page: Page, entries: readonly EvidenceLine[], start: number): string[] {
  const cells = entries.map(({ label, text }) => ({ label: visible(label), text: visible(text) }));
  const gap = 4;
  for (let columns = Math.min(3, cells.length); columns > 1; columns--) {
    const height = Math.ceil(cells.length / columns);
    const stacks = Array.from({ length: Math.ceil(cells.length / height) }, (_, i) => cells.slice(i * height, (i + 1) * height));
    const sizes = stacks.map((stack) => ({
      label: Math.max(...stack.map(({ label }) => textWidth(label))),
      text: Math.max(...stack.map(({ text }) => textWidth(text))),
    }));
    const total = sizes.reduce((sum, size) => sum + size.label + 2 + size.text + gap, -gap);
    if (total > page.width - start) continue;
    return Array.from({ length: height }, (_, row) =>
      stacks
        .flatMap((stack, i) => {
          const cell = stack[row];
          const size = sizes[i] as (typeof sizes)[number];
          return cell ? [`${page.paint.dim(padEnd(cell.label, size.label))}  ${padEnd(cell.text, size.text)}`] : [];
        })
        .join(' '.repeat(gap))
        .trimEnd(),
    );
  }
  const labels = Math.max(0, ...cells.map(({ label }) => textWidth(label)));
  return cells.flatMap(({ label, text }) =>
    wrap(text, Math.max(20, page.width - start - labels - 2)).map(
      (line, i) => `${i === 0 ? page.paint.dim(padEnd(label, labels)) : ' '.repeat(labels)}  ${line}`,
    ),
  );
}
