import { Chalk } from 'chalk';
import type { Command } from 'commander';
import { builtInRules } from '../api/rules.ts';
import type { RuleEntry } from '../check/registry.ts';
import { suggestPattern } from '../config/rule-pattern.ts';
import { UserError } from '../errors.ts';
import { ruleDocs } from '../package-root.ts';
import { quote } from '../text/quote.ts';
import { wantsColor } from './color.ts';
import type { ExitCode, Io } from './io.ts';
import { knownRules } from './known-rules.ts';

/** `watertight explain RULE`: its page. */
export function explainCommand(program: Command, io: Io, done: (code: ExitCode) => void): void {
  program
    .command('explain')
    .description('what a rule looks for, when it is right, and what to do')
    .argument('<rule>', 'such as target/proxy-column')
    .option('--json', 'its facts as JSON')
    .option('--color <when>', 'auto, always or never', 'auto')
    .action(async (id: string, { json, color }: { json?: boolean; color?: string }) => {
      const builtIn = await builtInRules();
      const rules = builtIn.some((rule) => rule.id === id) ? builtIn : await knownRules(io);
      const rule = rules.find((candidate) => candidate.id === id);
      if (!rule) throw new UserError(`there is no rule ${quote(id)}`, { hint: suggestPattern(id, rules) });
      const { load, ...facts } = rule;
      const docs = plain(ruleDocs(id) ?? ownPage(rule));
      io.stdout.write(
        json ? `${JSON.stringify({ ...facts, docs }, null, 2)}\n` : page(docs, wantsColor(color, io.stdout, io.env)),
      );
      done(0);
    });
}

/** A rule without a page is told of by its facts. */
const ownPage = ({ id, summary, severity, why, fix, origin }: RuleEntry): string =>
  `# ${id}\n\n${summary}.\n\nSeverity: ${severity}${origin === undefined ? '' : `; from ${origin}`}\n\n## Why it matters\n\n${why}\n\n## How to fix\n\n${fix}\n`;

/** Markdown without the marks that the page's generated parts stand between. */
const plain = (markdown: string): string => markdown.replace(/<!-- \/?\w+(: generated)? -->\n/g, '').replace(/\n{3,}/g, '\n\n');

function page(markdown: string, color: boolean): string {
  const paint = new Chalk({ level: color ? 1 : 0 });
  return markdown.replace(/^(#+) (.*)$/gm, (whole, _, title: string) => (color ? paint.bold(title) : whole));
}
