import { commonShingles } from './common-shingles.ts';
import { SHINGLE_WORDS, shingleHashes, shingles } from './shingles.ts';
import { isSignedAs } from './signed-as.ts';

/** Different texts, and how many rows have each. */
export interface Documents {
  readonly texts: readonly string[];
  readonly counts: ArrayLike<number>;
}

/** Texts that are looked for; `own` when they are of the documents themselves, where one of them is no copy of itself. */
export interface Asked {
  readonly texts: readonly string[];
  readonly own: boolean;
}

export interface Contained {
  /** Texts with enough words of their own. */
  readonly compared: number;
  /** Of these, how many are contained in a document, and how many equal one. */
  readonly contained: number;
  readonly identical: number;
  /** Different ones among the contained. */
  readonly distinct: number;
}

/** Words outside of boilerplate, which a text must have to be compared. */
const LEAST_WORDS = 12;
/** The least hashes of a text's own shingles stand for all of them (bottom-k sketch, Broder 1997). */
const SKETCH = 16;
/** Documents of which a text has nothing but the beginning or the end from which that is a letterhead or a signature. */
const SIGNED = 3;
/** Share of a sketch in a document from which the two are compared exactly, against the share of the text that is asked for. */
const SLACK = 0.6;

/**
 * Of each set of texts how many have at least `share` of their own shingles in one document. Shingles of more than ten documents are
 * boilerplate and belong to no text; nor does a beginning or an end that a text shares with three documents which go on otherwise. Candidates by sketches, each verified on the words themselves.
 */
export function containedTexts(asked: readonly Asked[], { texts, counts }: Documents, share: number): Contained[] {
  const documents = texts.map(shingleHashes);
  const isCommon = commonShingles(documents, counts);
  const queries = asked.flatMap((group, of) =>
    group.texts.flatMap((text): Query[] => {
      const hashes = shingleHashes(text);
      if (ownWords(hashes, isCommon) < LEAST_WORDS) return [];
      const sketch = sketchOf(new Set(hashes.filter((hash) => !isCommon(hash))));
      return [{ of, text, own: group.own, sketch, signed: 0, found: undefined }];
    }),
  );
  const index = indexOf(queries);
  for (const [i, hashes] of documents.entries()) {
    const hits = new Map<number, number>();
    for (const hash of new Set(hashes)) for (const query of index.get(hash) ?? []) hits.set(query, (hits.get(query) ?? 0) + 1);
    let own: Set<string> | undefined;
    for (const [at, count] of hits) {
      const query = queries[at]!;
      if (query.found === 'identical' || count < share * SLACK * query.sketch.length) continue;
      if (query.text === texts[i]) {
        if (!query.own || counts[i]! > 1) query.found = 'identical';
        continue;
      }
      if (query.found) continue;
      own ??= new Set(shingles(texts[i]!));
      if (containment(query.text, own, isCommon) < share) continue;
      if (isSignedAs(query.text, texts[i]!)) query.signed++;
      else query.found = 'contained';
    }
  }
  for (const query of queries) if (query.signed && query.signed < SIGNED) query.found ??= 'contained';
  return asked.map((_, of) => {
    const ofGroup = queries.filter((query) => query.of === of);
    return {
      compared: ofGroup.length,
      contained: ofGroup.filter(({ found }) => found).length,
      distinct: new Set(ofGroup.flatMap(({ found, text }) => (found ? [text] : []))).size,
      identical: ofGroup.filter(({ found }) => found === 'identical').length,
    };
  });
}

interface Query {
  readonly of: number;
  readonly text: string;
  readonly own: boolean;
  readonly sketch: readonly number[];
  /** Documents with which the text shares its beginning or its end alone. */
  signed: number;
  found: 'contained' | 'identical' | undefined;
}

/** Words of a text in none of its common shingles. */
function ownWords(hashes: Uint32Array, isCommon: (hash: number) => boolean): number {
  if (!hashes.length) return 0;
  let [own, common] = [0, -SHINGLE_WORDS];
  for (let word = 0; word < hashes.length + SHINGLE_WORDS - 1; word++) {
    if (word < hashes.length && isCommon(hashes[word]!)) common = word;
    if (word - common >= SHINGLE_WORDS) own++;
  }
  return own;
}

function sketchOf(hashes: ReadonlySet<number>): number[] {
  return [...Uint32Array.from(hashes).sort().subarray(0, SKETCH)];
}

function indexOf(queries: readonly Query[]): Map<number, number[]> {
  const index = new Map<number, number[]>();
  for (const [at, { sketch }] of queries.entries()) {
    for (const hash of sketch) {
      const known = index.get(hash);
      if (known) known.push(at);
      else index.set(hash, [at]);
    }
  }
  return index;
}

function containment(text: string, document: ReadonlySet<string>, isCommon: (hash: number) => boolean): number {
  const hashes = shingleHashes(text);
  const own = new Set(shingles(text).filter((_, i) => !isCommon(hashes[i]!)));
  let shared = 0;
  for (const one of own) if (document.has(one)) shared++;
  return shared / own.size;
}
