import type { Value } from '../read/value.ts';
import { type PythonLine, pythonLines } from './python-lines.ts';
import { PythonLiterals } from './python-literals.ts';

/**
 * Parameters of a Python file, without running it: assignments of literals at the top level, in classes (as `Class.name`)
 * and, in `__init__`, to attributes of `self`. Anything else is passed over, as DVC does.
 */
export function parsePython(text: string, path: string): Value {
  const lines = pythonLines(text, path);
  return collect(lines, 0, lines.length, false);
}

/** `lines[from…to)` are the statements of one body; deeper lines belong to the statement before. */
function collect(lines: readonly PythonLine[], from: number, to: number, onlySelf: boolean): Value {
  const result = new Map<Value, Value>();
  const indent = lines[from]?.indent ?? 0;
  for (let i = from; i < to; i++) {
    const { text } = lines[i] as PythonLine;
    let end = i + 1;
    while (end < to && (lines[end] as PythonLine).indent > indent) end++;
    const heading = /^(?:class\s+([\p{XID_Start}_]\p{XID_Continue}*)|def\s+(__init__)\b)/u.exec(text);
    if (heading && end > i + 1) {
      const body = collect(lines, i + 1, end, heading[2] !== undefined) as Map<Value, Value>;
      if (heading[1] !== undefined) result.set(heading[1], body);
      else for (const [key, value] of body) result.set(key, value);
    } else if (heading?.[1] !== undefined) {
      const assignment = readAssignment(text.replace(/^[^(:]*(?:\(.*\)[^:]*)?:\s*/, ''), false);
      result.set(heading[1], new Map(assignment ? [assignment] : []));
    } else if (!heading) {
      const assignment = readAssignment(text, onlySelf);
      if (assignment) result.set(...assignment);
    }
    i = end - 1;
  }
  return result;
}

function readAssignment(text: string, onlySelf: boolean): [string, Value] | null {
  const target = /^(self\s*\.\s*)?([\p{XID_Start}_]\p{XID_Continue}*)\s*(?::[^=]*?)?=(?!=)\s*/u.exec(text);
  if (!target || (onlySelf && target[1] === undefined)) return null;
  const value = new PythonLiterals(text.slice(target[0].length)).read();
  return value === undefined ? null : [target[2] as string, value];
}
