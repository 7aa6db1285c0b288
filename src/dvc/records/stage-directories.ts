import { dirname, resolve } from 'node:path';
import { parseYaml } from '../read/parse-yaml.ts';
import { readText } from '../read/read-text.ts';
import { isMap, type Value } from '../read/value.ts';

/** Gives the working directory of a stage of a `dvc.yaml`, from which its recorded paths start; null when it depends on variables. */
export function stageDirectories(pipeline: string): (stage: string) => string | null {
  const document = parseYaml(readText(pipeline), pipeline);
  const stages = isMap(document) ? document.get('stages') : undefined;
  const base = dirname(pipeline);
  return (name) => {
    const definition = get(stages, name) ?? get(stages, name.slice(0, Math.max(0, name.lastIndexOf('@'))));
    const wdir = get(get(definition, 'do') ?? definition, 'wdir');
    if (typeof wdir !== 'string') return base;
    return wdir.includes('${') ? null : resolve(base, wdir);
  };
}

function get(value: Value | undefined, key: string): Value | undefined {
  return isMap(value) ? value.get(key) : undefined;
}
