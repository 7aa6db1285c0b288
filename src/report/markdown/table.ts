/** A GFM table of cells that are Markdown already and hold no unescaped pipe. */
export function table(head: readonly string[], rows: readonly (readonly string[])[], align: readonly ('l' | 'r')[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(align.map((side) => (side === 'r' ? '--:' : '---'))), ...rows.map(line)].join('\n');
}
