import { type CommandNode, firstWords, flatten, type OptionNode, type Values } from './command-tree.ts';

/** A completion script for fish. */
export function fishScript(program: string, tree: CommandNode): string {
  const line = (node: CommandNode, rest: string) => `complete -c ${program} ${conditionOf(node)}${rest}`;
  return [
    `# fish completion of ${program}: ${program} completion fish | source`,
    `complete -c ${program} -f`,
    ...flatten(tree).flatMap((node) => [
      ...node.commands.map(({ path, description }) =>
        line(node, `-a ${path.split(' ').at(-1)} -d ${quote(firstLine(description))}`),
      ),
      ...(node.commands.length ? [] : argumentLines(firstWords(node)).map((rest) => line(node, rest))),
      ...node.options.map((option) => line(node, optionText(option))),
    ]),
    '',
  ].join('\n');
}

function conditionOf({ path, commands }: CommandNode): string {
  const inner = commands.map((one) => one.path.split(' ').at(-1)).join(' ');
  const seen = path ? path.split(' ').map((part) => `__fish_seen_subcommand_from ${part}`) : [];
  const unseen = inner ? [`not __fish_seen_subcommand_from ${inner}`] : [];
  return `-n ${quote([...seen, ...unseen].join('; and '))} `;
}

const argumentLines = (values: Values): string[] =>
  values === 'files' ? ['-F'] : values === 'text' ? [] : [`-a ${quote(values.words.join(' '))}`];

function optionText({ flags, description, values }: OptionNode): string {
  const names = flags.map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`));
  const takes =
    values === undefined
      ? ''
      : values === 'files'
        ? ' -r -F'
        : values === 'text'
          ? ' -x'
          : ` -x -a ${quote(values.words.join(' '))}`;
  return `${names.join(' ')}${takes} -d ${quote(firstLine(description))}`;
}

const firstLine = (text: string): string => text.split('\n', 1)[0]!;
const quote = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
