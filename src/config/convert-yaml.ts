import type { Document, Node, Pair, ParsedNode } from 'yaml';
import { quote } from '../text/quote.ts';
import { deepestNesting, type YamlFault } from './parse-yaml.ts';
import type { Path } from './path.ts';

export interface ConvertedYaml {
  readonly value: unknown;
  readonly faults: readonly YamlFault[];
  /** By path as JSON: where its key, if it has one, and its value begin. */
  readonly offsets: ReadonlyMap<string, { readonly key: number | undefined; readonly value: number }>;
}

/** How many values aliases may stand for: a few lines of YAML can otherwise unfold into billions. */
const aliasBudget = 10_000;

/** Plain values of a document, with aliases followed. */
export function convertYaml(
  { isAlias, isMap, isScalar, isSeq }: typeof import('yaml'),
  document: Document.Parsed,
  keepsText: (path: Path) => boolean,
): ConvertedYaml {
  const faults: YamlFault[] = [];
  const offsets = new Map<string, { readonly key: number | undefined; readonly value: number }>();
  const anchors = new Map<string, Node>();
  let budget = aliasBudget;
  return { value: convert(document.contents, { path: [], depth: 0, aliased: false }), faults, offsets };

  function convert(node: Node | null, place: Place): unknown {
    const { path, key, depth, aliased } = place;
    const offset = (node as ParsedNode | null)?.range?.[0] ?? key ?? 0;
    if (depth > deepestNesting || (aliased && --budget <= 0)) {
      if (budget > -aliasBudget) faults.push({ offset, message: 'aliases unfold into too much', hint: 'write the values out' });
      budget = -aliasBudget;
      return undefined;
    }
    if (isAlias(node)) {
      const meant = anchors.get(node.source);
      if (meant) return convert(meant, { ...place, depth: depth + 1, aliased: true });
      const hint = `text that begins with \`*\` stands in quotes: "*${node.source}"`;
      faults.push({ offset, message: `no anchor is called ${quote(`&${node.source}`)}`, hint });
      return undefined;
    }
    offsets.set(JSON.stringify(path), { key, value: offset });
    if (!aliased && node && 'anchor' in node && typeof node.anchor === 'string') anchors.set(node.anchor, node);
    const inside = { depth: depth + 1, aliased };
    if (isSeq<Node>(node)) return node.items.map((item, i) => convert(item, { ...inside, path: [...path, i] }));
    if (isMap<Node, Node>(node)) return convertPairs(node.items, path, inside);
    if (!isScalar(node)) return null;
    return typeof node.value === 'number' && keepsText(path) && String(node.value) !== node.source ? node.source : node.value;
  }

  function convertPairs(pairs: readonly Pair<Node, Node>[], path: Path, inside: Omit<Place, 'path'>): Record<string, unknown> {
    const map: Record<string, unknown> = {};
    for (const { key, value } of pairs) {
      const offset = (key as ParsedNode).range?.[0] ?? 0;
      const name = isScalar(key) ? (typeof key.value === 'string' ? key.value : (key.source ?? '')) : '';
      const place = [...path, name];
      if (!name || name === '__proto__') {
        faults.push({ offset, message: name ? `${quote(name)} cannot be a key` : 'a key must be text' });
      } else if (Object.hasOwn(map, name)) {
        const otherOffset = offsets.get(JSON.stringify(place))?.key;
        faults.push({
          offset,
          message: `the key ${quote(name)} is given twice`,
          ...(otherOffset !== undefined && { otherOffset }),
        });
      } else {
        map[name] = convert(value, { ...inside, path: place, key: offset });
      }
    }
    return map;
  }
}

interface Place {
  readonly path: Path;
  /** Where the key stands. */
  readonly key?: number;
  readonly depth: number;
  readonly aliased: boolean;
}
