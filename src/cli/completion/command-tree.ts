import type { Argument, Command, Option } from 'commander';

/** What a shell needs to know of a command. */
export interface CommandNode {
  /** `config show`; empty for the program itself. */
  readonly path: string;
  readonly description: string;
  readonly options: readonly OptionNode[];
  /** What its first argument takes. */
  readonly argument: Values;
  readonly commands: readonly CommandNode[];
}

export interface OptionNode {
  /** `--format` and `-f`. */
  readonly flags: readonly string[];
  readonly description: string;
  /** Absent for a switch. */
  readonly values?: Values;
}

/** What may stand in a place: words, files, or what only the user knows. */
export type Values = { readonly words: readonly string[] } | 'files' | 'text';

/** Words by the name of the place that takes them, such as `rule` of `--only <rule>`. */
export type Vocabulary = Readonly<Record<string, readonly string[]>>;

/** The commands of a program with their options, as the program itself declares them. */
export function commandTree(command: Command, vocabulary: Vocabulary, above: readonly string[] = []): CommandNode {
  const help = command.createHelp();
  const [argument] = command.registeredArguments;
  return {
    path: above.join(' '),
    description: command.description(),
    options: help.visibleOptions(command).map((option) => optionNode(option, vocabulary)),
    argument: argument ? valuesOf(argument.name(), argument, vocabulary) : 'text',
    commands: help.visibleCommands(command).map((inner) => commandTree(inner, vocabulary, [...above, inner.name()])),
  };
}

/** All commands, the program first. */
export const flatten = (node: CommandNode): CommandNode[] => [node, ...node.commands.flatMap(flatten)];

/** What may stand where a command's first argument does. */
export const firstWords = ({ commands, argument }: CommandNode): Values =>
  commands.length ? { words: commands.map(({ path }) => path.split(' ').at(-1)!) } : argument;

function optionNode(option: Option, vocabulary: Vocabulary): OptionNode {
  const { short, long, flags, description, required, optional } = option;
  const place = /[<[]([^>\]]+)[>\]]/.exec(flags)?.[1] ?? '';
  return {
    flags: [long, short].filter((flag) => flag !== undefined),
    description,
    ...((required || optional) && { values: valuesOf(place, option, vocabulary) }),
  };
}

function valuesOf(place: string, { argChoices }: Pick<Option | Argument, 'argChoices'>, vocabulary: Vocabulary): Values {
  const words = argChoices ?? (Object.hasOwn(vocabulary, place) ? vocabulary[place] : undefined);
  if (words) return { words };
  return /file|path|folder|directory/i.test(place) ? 'files' : 'text';
}
