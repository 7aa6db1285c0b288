import type { z } from 'zod';
import type { Position } from '../errors.ts';
import { alternatives } from '../text/alternatives.ts';
import { didYouMean, nearest } from '../text/did-you-mean.ts';
import { quote } from '../text/quote.ts';
import type { Problem } from './config-error.ts';
import { type Path, valueAt } from './path.ts';
import { descriptionAt, keysOf, schemasAt } from './schema-walk.ts';

type Issue = z.core.$ZodIssue;

/** Where the explained value was given: how its parts are called and where they stand. */
export interface Place {
  /** Empty for the whole. */
  readonly name: (path: Path) => string;
  readonly position: (path: Path, at: 'key' | 'value') => Position | undefined;
}

/** What zod found wrong with a value, in the user's words: one problem for each unknown key, wrong type or wrong value. */
export function explainIssues(issues: readonly Issue[], schema: z.core.$ZodType, value: unknown, place: Place): Problem[] {
  return issues.flatMap((issue) => explain(issue, [], { schema, value, place }));
}

interface Scene {
  readonly schema: z.core.$ZodType;
  readonly value: unknown;
  readonly place: Place;
}

function explain(issue: Issue, above: Path, scene: Scene): Problem[] {
  const path: Path = [...above, ...(issue.path as Path)];
  const { place } = scene;
  const found = valueAt(scene.value, path);
  const about = (message: string, hint?: string): Problem[] => [
    { message: `${place.name(path)} ${message}`.trimStart(), hint, position: place.position(path, 'value') },
  ];

  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(path, key, scene));
  if (issue.code === 'invalid_key') {
    return issue.issues.map(({ message }) => ({
      message: `the name ${quote(String(path.at(-1)))} ${message}`,
      position: place.position(path, 'key'),
    }));
  }
  if (found === null) return about('is empty', 'give it a value, or remove it');
  if (found === undefined && path.length) return missing(path, scene);
  if (issue.code === 'invalid_union') {
    const fitting = closestForm(issue.errors, found);
    if (fitting) return fitting.flatMap((nested) => explain(nested, path, scene));
  }
  if (ownWords.test(issue.message)) return about(issue.message, issue.code === 'custom' ? issue.params?.hint : undefined);
  if (issue.code === 'invalid_union' || issue.code === 'invalid_type' || issue.code === 'invalid_value') {
    const expected = expectedForms(issue);
    return about(`must be ${alternatives(expected)}, not ${shown(found, issue)}`, typeHint(found, expected));
  }
  if (issue.code === 'too_small' && (issue.origin === 'string' || issue.origin === 'array')) return about('must not be empty');
  if (issue.code === 'too_small') return about(`must be ${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}`);
  if (issue.code === 'too_big' && issue.origin === 'string') return about(`must have at most ${issue.maximum} characters`);
  if (issue.code === 'too_big' && issue.origin === 'array') return about(`must have at most ${issue.maximum} entries`);
  if (issue.code === 'too_big') return about(`must be ${issue.inclusive ? 'at most' : 'less than'} ${issue.maximum}`);
  return about(`is not valid: ${issue.message}`);
}

/** Messages that a schema brings itself go on from the name of the value. */
const ownWords = /^(must|is|isn't|has|cannot)\b/;

function unknownKey(path: Path, key: string, { schema, place }: Scene): Problem {
  const keys = keysOf(schemasAt(schema, path));
  const home = path.length ? undefined : keys.find((each) => keysOf(schemasAt(schema, [each])).includes(key));
  const hint = home ? `it belongs under ${quote(home)}` : (didYouMean(key, keys) ?? `known keys: ${keys.join(', ')}`);
  const whole = place.name(path);
  return {
    message: `unknown key ${quote(key)}${whole && ` in ${whole}`}`,
    hint,
    position: place.position([...path, key], 'key'),
  };
}

function missing(path: Path, { schema, value, place }: Scene): Problem[] {
  const parent = path.slice(0, -1);
  const key = String(path.at(-1));
  const given = Object.keys(valueAt(value, parent) ?? {});
  const keys = keysOf(schemasAt(schema, parent));
  // Said already: the key could not be read, or is misspelt.
  if (given.includes(key) || given.some((each) => !keys.includes(each) && nearest(each, keys) === key)) return [];
  const message = `${place.name(parent) || 'the configuration'} needs ${quote(key)}`;
  return [{ message, hint: descriptionAt(schema, path), position: place.position(parent, 'key') }];
}

const shown = (found: unknown, { code }: Issue): string =>
  code === 'invalid_value' && typeof found === 'string' ? quote(found) : kindOf(found);

/** The issues of the form that was meant: one whose type fits what was found, the fewest issues first. */
function closestForm(forms: readonly (readonly Issue[])[], found: unknown): readonly Issue[] | undefined {
  const fits = (issue: Issue): boolean => {
    if (issue.path.length) return true;
    if (issue.code === 'invalid_type') return false;
    if (issue.code === 'invalid_value') return issue.values.some((value) => typeof value === typeof found);
    return issue.code !== 'invalid_union' || issue.errors.some((form) => form.every(fits));
  };
  return forms.filter((form) => form.every(fits)).sort((a, b) => a.length - b.length)[0];
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: '`true` or `false`',
  array: 'a list',
  tuple: 'a list',
  object: 'a map',
  record: 'a map',
};

function expectedForms(issue: Issue): string[] {
  if (issue.code === 'invalid_type') return [typeNames[issue.expected] ?? issue.expected];
  if (issue.code === 'invalid_value') return issue.values.map((value) => quote(String(value)));
  if (issue.code !== 'invalid_union') return [];
  return issue.errors.flatMap((form) => form.filter(({ path }) => !path.length).flatMap(expectedForms));
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (value === null || value === undefined) return 'nothing';
  if (typeof value === 'boolean' || typeof value === 'number') return quote(String(value));
  return typeNames[typeof value] ?? 'a value';
}

function typeHint(found: unknown, expected: readonly string[]): string | undefined {
  if (found === false && expected.includes('`off`')) return 'write `off`';
  if ((typeof found === 'number' || typeof found === 'boolean') && expected.includes('text'))
    return `write it in quotes: "${found}"`;
  if (typeof found !== 'string') return undefined;
  if (/^[+-]?\d/.test(found) && expected.some((form) => form.endsWith('number'))) return 'write it without quotes';
  return didYouMean(
    found,
    expected.filter((form) => form.startsWith('`')).map((form) => form.slice(1, -1)),
  );
}
