import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { runCli } from '../support/run-cli.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const page = readFileSync(join(root, 'docs/feast.md'), 'utf8');
const blocks = [...page.matchAll(/```\n\$ watertight ((?:.*\\\n)*.*)\n([\s\S]*?)```/g)].map(([, command, output]) => ({
  command: command!.replaceAll('\\\n', ' '),
  lines: output!.split('\n').filter((line) => line.trim() && line !== '…'),
}));
const squeezed = (text: string) => text.replace(/\s+/g, ' ').trim();

describe('docs/feast.md', () => {
  it('shows commands', () => expect(blocks.length).toBeGreaterThan(3));

  it.each(blocks)('$command says what the page says', async ({ command, lines }) => {
    const argv = [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare!);
    const { stdout } = await runCli(argv, { cwd: join(root, 'fixtures/feast-store') });
    const output = squeezed(stdout);
    for (const line of lines) expect(output).toContain(squeezed(line));
  });
});
