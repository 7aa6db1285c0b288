import { literal } from '../reading.ts';

/** A type that the texts of a column can spell. */
export interface TextType {
  /** DuckDB's name of it. */
  readonly name: string;
  /** What a value must match as a whole, in JavaScript and in RE2. */
  readonly pattern: string;
  /** The value of a text that matches, as SQL; fails where only `attempt` doesn't. */
  convert(text: string): string;
  /** The value, or NULL for a text that is missing, or that matches but isn't one: 31 February, an integer that is too large. */
  attempt(text: string): string;
  /** SQL that is true only for texts that match and are values, and costs less than the pattern; false or NULL says nothing. */
  surely?(text: string): string;
  /** The pattern of the values of which one must be there: the others can be read in two ways. */
  readonly proof?: string;
}

export const padded = (pattern: string): string => `[ \\t]*(?:${pattern})[ \\t]*`;

export const cast = (name: string, pattern: string): TextType => ({
  name,
  pattern: padded(pattern),
  convert: (text) => `CAST(${text} AS ${name})`,
  attempt: (text) => `TRY_CAST(${text} AS ${name})`,
});

export const parsed = (name: string, pattern: string, formats: readonly string[], proof?: string): TextType => {
  const list = `[${formats.map((format) => literal(format)).join(', ')}]`;
  return {
    name,
    pattern: padded(pattern),
    convert: (text) => `CAST(strptime(trim(${text}), ${list}) AS ${name})`,
    attempt: (text) => `CAST(try_strptime(trim(${text}), ${list}) AS ${name})`,
    ...(proof !== undefined && { proof: padded(proof) }),
  };
};

/** A text is surely a value when DuckDB writes the value alike. */
export const canonical = (type: TextType): TextType => ({
  ...type,
  surely: (text) => `CAST(${type.attempt(text)} AS VARCHAR) = ${text}`,
});
