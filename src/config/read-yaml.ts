import type { Position } from '../errors.ts';
import { visible } from '../text/visible.ts';
import { type Problem, throwProblems } from './config-error.ts';
import { convertYaml } from './convert-yaml.ts';
import { parseYaml } from './parse-yaml.ts';
import type { Path } from './path.ts';

export interface YamlFile {
  readonly value: unknown;
  /** What is wrong although the file could be read: keys given twice, tags, unknown anchors. */
  readonly problems: readonly Problem[];
  /** Where a key or a value stands; that of the nearest value around it when there is none. */
  position(path: Path, at: 'key' | 'value'): Position;
}

/**
 * Reads one document of YAML 1.2 (core schema) with the position of everything in it.
 * @param shown the path that positions name
 * @param keepsText at which paths a number stays the text it was written as when that isn't its plain form (`007`, `1.0`)
 * @throws ConfigError
 */
export async function readYaml(text: string, shown: string, keepsText: (path: Path) => boolean): Promise<YamlFile> {
  const yaml = await import('yaml');
  const lines = new yaml.LineCounter();
  const parsed = parseYaml(yaml, text, lines);
  const converted = parsed.document && convertYaml(yaml, parsed.document, keepsText);

  const positionOf = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { path: shown, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const problems = [...parsed.faults, ...(converted?.faults ?? [])].map(({ offset, message, hint, otherOffset }): Problem => {
    const other = otherOffset === undefined ? undefined : `it stands on line ${positionOf(otherOffset).line} too`;
    return { message: legible(message), hint: hint === undefined ? other : legible(hint), position: positionOf(offset) };
  });
  if (!converted) throwProblems(problems);

  const offsetAt = (path: Path, at: 'key' | 'value'): number => {
    for (let length = path.length; length >= 0; length--) {
      const known = converted?.offsets.get(JSON.stringify(path.slice(0, length)));
      if (known) return at === 'key' && known.key !== undefined ? known.key : known.value;
    }
    return 0;
  };
  return { value: converted?.value, problems, position: (path, at) => positionOf(offsetAt(path, at)) };
}

const longestMessage = 200;

/** Messages of the parser quote what it could not read. */
const legible = (text: string): string => visible(text).slice(0, longestMessage);
