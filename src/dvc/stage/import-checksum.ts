import { compareCodePoints } from '../hash/code-points.ts';
import { md5 } from '../hash/content-hasher.ts';
import { pythonJsonString } from '../hash/python-json.ts';
import { pythonFloat } from '../params/python-text.ts';
import { isList, isMap, type Value, type ValueMap } from '../read/value.ts';

const ANYWHERE = new Set(['desc', 'type', 'labels', 'meta', 'locked', 'frozen', 'metric', 'persist', 'isexec', 'size', 'nfiles']);
const AT_ROOT = new Set(['md5', 'meta', 'desc']);

/** The checksum that an import's `.dvc` file should carry: md5 of its document, as Python's `json.dumps` writes it with sorted keys. */
export function importChecksum(document: ValueMap): string {
  const kept = [...document].filter(([key, value]) => !AT_ROOT.has(key as string) && !(key === 'wdir' && value === '.'));
  return md5()
    .update(dump(new Map(kept)))
    .digest('hex');
}

function dump(value: Value): string {
  if (isList(value)) return `[${value.map(dump).join(', ')}]`;
  if (isMap(value)) {
    const entries = [...value].filter(([key, item]) => !ANYWHERE.has(key as string) && !isDefault(key as string, item));
    const sorted = entries.sort(([a], [b]) => compareCodePoints(String(a), String(b)));
    return `{${sorted.map(([key, item]) => `${pythonJsonString(String(key))}: ${dump(item)}`).join(', ')}}`;
  }
  if (typeof value === 'string') return pythonJsonString(value);
  return typeof value === 'number' ? pythonFloat(value) : String(value);
}

/** DVC doesn't write these when they are true. */
function isDefault(key: string, value: Value): boolean {
  return (key === 'cache' || key === 'push') && value === true;
}
