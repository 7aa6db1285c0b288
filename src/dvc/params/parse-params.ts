import { extname } from 'node:path';
import { parseYaml } from '../read/parse-yaml.ts';
import { isList, type Value } from '../read/value.ts';
import { parseJson } from './parse-json.ts';
import { parsePython } from './parse-python.ts';
import { parseToml } from './parse-toml.ts';

const PARSERS: Readonly<Record<string, (text: string, path: string) => Value>> = {
  '.json': parseJson,
  '.toml': parseToml,
  '.py': parsePython,
};

/** Parses parameters or variables; the format goes by the extension of the file, YAML when it is another. Throws `UserError`. */
export function parseParams(text: string, path: string): Value {
  const parse = PARSERS[extname(path).toLowerCase()];
  const values = (parse ?? parseYaml)(text, path);
  return isEmpty(values) ? new Map() : values;
}

/** What Python takes for false, such as an empty list, counts as nothing. */
function isEmpty(values: Value): boolean {
  return isList(values) ? values.length === 0 : !values;
}
