import { bashScript } from './bash.ts';
import type { CommandNode } from './command-tree.ts';

/** A completion script for zsh, which runs that of bash. */
export function zshScript(program: string, tree: CommandNode): string {
  return `# zsh completion of ${program}: eval "$(${program} completion zsh)"
(( $+functions[compdef] )) || { autoload -Uz compinit && compinit; }
autoload -U +X bashcompinit && bashcompinit
${bashScript(program, tree).replace(/^.*\n/, '')}`;
}
