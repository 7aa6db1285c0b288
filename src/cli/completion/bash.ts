import { type CommandNode, firstWords, flatten, type Values } from './command-tree.ts';

/** A completion script for bash 3.2 and later. */
export function bashScript(program: string, tree: CommandNode): string {
  const nodes = flatten(tree);
  const name = `_${program}`;
  return `# bash completion of ${program}: eval "$(${program} completion bash)"
${name}() {
  local word="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" path='' kind='' words='' i reply
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$path \${COMP_WORDS[i]}" in
${nodes
  .filter(({ path }) => path)
  .map(({ path }) => `      ${quote(stepTo(path))}) path=${quote(path)} ;;`)
  .join('\n')}
    esac
  done
  case "$path $previous" in
${nodes.flatMap(optionCases).join('\n')}
  esac
  if [ -z "$kind" ]; then
    case "$path" in
${nodes.map((node) => `      ${quote(node.path)}) ${setValues(firstWords(node))}; [[ "$word" == -* ]] && kind=words words=${quote(flagsOf(node))} ;;`).join('\n')}
    esac
  fi
  COMPREPLY=()
  case "$kind" in
    words) while IFS= read -r reply; do COMPREPLY+=("$reply"); done < <(compgen -W "$words" -- "$word") ;;
    files) while IFS= read -r reply; do COMPREPLY+=("$reply"); done < <(compgen -f -- "$word"); compopt -o filenames 2> /dev/null ;;
  esac
}
complete -F ${name} ${program}
`;
}

/** Words before, and the last one: ` check`, `config show`. */
function stepTo(path: string): string {
  const parts = path.split(' ');
  return `${parts.slice(0, -1).join(' ')} ${parts.at(-1)}`;
}

function optionCases({ path, options }: CommandNode): string[] {
  return options.flatMap(({ flags, values }) =>
    values ? [`    ${flags.map((flag) => quote(`${path} ${flag}`)).join(' | ')}) ${setValues(values)} ;;`] : [],
  );
}

const setValues = (values: Values): string =>
  typeof values === 'string' ? `kind=${values}` : `kind=words words=${quote(values.words.join(' '))}`;

const flagsOf = ({ options }: CommandNode): string => options.flatMap(({ flags }) => flags).join(' ');

const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
