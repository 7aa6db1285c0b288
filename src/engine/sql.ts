import type { Column } from './column.ts';
import type { Dialect } from './dialect.ts';

/** What a query returns and a template binds; dates and times travel as ISO 8601 text, lists as arrays. */
export type Value = string | number | bigint | boolean | null;

type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'identifier'; readonly name: string }
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'dialect'; readonly render: (dialect: Dialect) => Sql }
  | { readonly kind: 'list'; readonly fragments: readonly Sql[]; readonly separator: string };

/** A piece of a statement that no engine has seen yet: identifiers, values and dialect functions are filled in by `render`. */
export class Sql {
  readonly pieces: readonly Piece[];

  constructor(pieces: readonly Piece[]) {
    this.pieces = pieces;
  }
}

/** Anything that stands for a relation in a FROM clause. */
export interface Relation {
  readonly relation: Sql;
}

export type Interpolated = Sql | Value | Column | Relation | readonly Sql[];

/** Builds SQL: columns and relations become quoted identifiers, values become escaped literals, fragments nest, arrays join with commas. */
export function sql(strings: TemplateStringsArray, ...values: readonly Interpolated[]): Sql {
  const pieces: Piece[] = [];
  strings.forEach((text, i) => {
    if (text) pieces.push({ kind: 'text', text });
    if (i < values.length) pieces.push(toPiece(values[i] as Interpolated));
  });
  return new Sql(pieces);
}

/** SQL text taken as it is: for keywords and constants of the program, never for anything that was read. */
export function raw(text: string): Sql {
  return new Sql([{ kind: 'text', text }]);
}

export function identifier(name: string): Sql {
  return new Sql([{ kind: 'identifier', name }]);
}

export function join(fragments: readonly Sql[], separator = ', '): Sql {
  return new Sql([{ kind: 'list', fragments, separator }]);
}

/** Combines fragments two by two, so that many of them nest no deeper than their logarithm. */
export function balanced(fragments: readonly Sql[], combine: (a: Sql, b: Sql) => Sql): Sql {
  if (fragments.length === 1) return fragments[0]!;
  const middle = fragments.length >> 1;
  return combine(balanced(fragments.slice(0, middle), combine), balanced(fragments.slice(middle), combine));
}

/** A fragment whose text the engine's dialect decides. */
export function dialectal(render: (dialect: Dialect) => Sql): Sql {
  return new Sql([{ kind: 'dialect', render }]);
}

export function render(statement: Sql, dialect: Dialect): string {
  let text = '';
  for (const piece of statement.pieces) {
    if (piece.kind === 'text') text += piece.text;
    else if (piece.kind === 'identifier') text += dialect.identifier(piece.name);
    else if (piece.kind === 'value') text += dialect.literal(piece.value);
    else if (piece.kind === 'list') text += piece.fragments.map((fragment) => render(fragment, dialect)).join(piece.separator);
    else text += render(piece.render(dialect), dialect);
  }
  return text;
}

/** By its form: a plugin may have another copy of the class. */
const isSql = (value: Interpolated): value is Sql => typeof value === 'object' && value !== null && 'pieces' in value;

function toPiece(value: Interpolated): Piece {
  if (isSql(value)) return { kind: 'list', fragments: [value], separator: '' };
  if (Array.isArray(value)) return { kind: 'list', fragments: value as readonly Sql[], separator: ', ' };
  if (typeof value === 'object' && value !== null) {
    if ('relation' in value) return { kind: 'list', fragments: [(value as Relation).relation], separator: '' };
    return { kind: 'identifier', name: (value as Column).name };
  }
  return { kind: 'value', value };
}
