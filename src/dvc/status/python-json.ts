import { pythonJsonString } from '../hash/python-json.ts';

/** JSON as `dvc … --json` prints it: on one line, a space behind `,` and `:`, ASCII only. */
export function pythonJson(value: unknown): string {
  if (typeof value === 'string') return pythonJsonString(value);
  if (Array.isArray(value)) return `[${value.map(pythonJson).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, item]) => `${pythonJsonString(key)}: ${pythonJson(item)}`)
    .join(', ')}}`;
}
