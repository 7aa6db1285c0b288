import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Config } from '../../src/config/config.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import { parseRuleOptions } from '../../src/config/rule-options.ts';
import { checkRulePatterns, isSelected, severityOf } from '../../src/config/rule-settings.ts';
import { tempTree } from '../dvc/temp-tree.ts';

const drift = { id: 'drift/numeric', tags: ['statistics'], severity: 'warn' } as const;
const proxy = { id: 'target/proxy-column', tags: ['leakage'], severity: 'error' } as const;
const known = [drift, proxy, { id: 'drift/label', tags: [] }, { id: 'skew/type', tags: [] }];

const load = (rules: string, flags: Parameters<typeof loadConfig>[0]['flags'] = {}) =>
  loadConfig({ cwd: tempTree({ 'watertight.yaml': rules || '# nothing\n' }), flags });
const severity = async (rules: string, set: string[] = []) => severityOf(drift, await load(rules, { set })).severity;

describe('severityOf', () => {
  it('is the default of the rule when nothing is said', async () => {
    const setting = severityOf(drift, await load('rules: { skew/*: off }\n'));
    expect(setting).toMatchObject({ severity: 'warn', options: undefined, origin: { kind: 'default' } });
    expect(['info', 'warn', 'error'].map((graded) => setting.graded(graded as 'info'))).toEqual(['info', 'warn', 'error']);
  });

  it.each<[string, string[], string]>([
    ['rules: { drift/numeric: error }\n', [], 'error'],
    ['rules: { drift/*: off }\n', [], 'off'],
    ['rules: { statistics: info }\n', [], 'info'],
    ['rules: { drift/*: off, statistics: error }\n', [], 'error'],
    ['rules: { statistics: error, drift/*: off }\n', [], 'off'],
    ['rules: { drift/numeric: error, drift/*: off }\n', [], 'error'],
    ['rules: { drift/numeric: error }\n', ['drift/*=off'], 'off'],
    ['rules: { drift/numeric: error }\n', ['drift/numeric=info', 'drift/*=off'], 'info'],
    ['rules: { drift/numeric: { limit: 1 } }\n', [], 'warn'],
    ['rules: { drift/*: info, drift/numeric: { limit: 1 } }\n', [], 'info'],
    ['', ['drift/*=off', 'statistics=error'], 'error'],
    ['', ['drift/*=off', 'statistics=error', 'drift/*=info'], 'info'],
  ])('%j %j', async (rules, set, expected) => {
    expect(await severity(rules, set)).toBe(expected);
  });

  it('knows where the severity was given', async () => {
    const config = await load('rules:\n  drift/*: info\n  drift/numeric: { limit: 1 }\n');
    expect(severityOf(drift, config).origin).toMatchObject({ kind: 'config', position: { line: 2, column: 3 } });
    expect(severityOf(drift, await load('', { set: ['drift/*=off'] })).origin).toEqual({ kind: 'flag', name: '--set drift/*' });
  });

  it('puts options together, the winning ones on top', async () => {
    const config = await load(
      'rules:\n  drift/numeric: [warn, { a: 1, b: 1 }]\n  drift/*: { b: 2, c: 2 }\n  statistics: { c: 3 }\n',
    );
    expect(severityOf(drift, config).options).toEqual({ a: 1, b: 1, c: 3 });
    expect(severityOf(proxy, config).options).toBeUndefined();
  });

  // default of the rule, the user's, graded by the rule, as reported
  it.each([
    ['warn', 'error', 'error', 'error'],
    ['warn', 'error', 'warn', 'error'],
    ['warn', 'error', 'info', 'info'],
    ['warn', 'info', 'error', 'info'],
    ['warn', 'info', 'info', 'info'],
    ['error', 'warn', 'error', 'warn'],
    ['error', 'warn', 'warn', 'warn'],
    ['error', 'warn', 'info', 'info'],
    ['error', 'info', 'warn', 'info'],
    ['error', 'error', 'warn', 'warn'],
    ['info', 'error', 'info', 'error'],
  ] as const)('default %s, set to %s: a finding graded %s is %s', (standard, set, graded, reported) => {
    const config = { rules: [{ pattern: 'a/b', severity: set, options: undefined, origin: { kind: 'config' } }] } as const;
    expect(severityOf({ id: 'a/b', severity: standard }, config).graded(graded)).toBe(reported);
  });
});

describe('isSelected', () => {
  const select = (only: string[], skip: string[] = []) =>
    known.filter((rule) => isSelected(rule, { only, skip })).map(({ id }) => id);

  it('takes ids, areas and tags, and skipping wins', () => {
    expect(select([])).toHaveLength(4);
    expect(select(['drift/*'])).toEqual(['drift/numeric', 'drift/label']);
    expect(select(['leakage', 'skew/type'])).toEqual(['target/proxy-column', 'skew/type']);
    expect(select(['drift/*'], ['drift/label'])).toEqual(['drift/numeric']);
    expect(select([], ['drift/*', 'leakage'])).toEqual(['skew/type']);
    expect(select(['drift'])).toEqual([]);
  });
});

describe('checkRulePatterns', () => {
  const problemsOf = (config: Config) => {
    try {
      checkRulePatterns(config, known);
      return [];
    } catch (error) {
      return (error as { problems: unknown[] }).problems;
    }
  };

  it('accepts what matches a rule', async () => {
    const text =
      'rules: { drift/*: off, leakage: warn, skew/type: info }\nignore: [{ rule: drift/*, reason: r }, { rule: skew/type, reason: r }]\n';
    expect(problemsOf(await load(text, { only: ['statistics'], skip: ['drift/label'], set: ['drift/numeric=off'] }))).toEqual([]);
  });

  it('names every pattern that matches none, with its place', async () => {
    const text = 'rules:\n  drfit/*: off\n  drift/numerics: off\nignore:\n  - { rule: leakage, reason: r }\n';
    const problems = problemsOf(
      await load(text, { only: ['drift'], skip: ['proxy-column'], set: ['targets/proxy-column=off', 'x/y=off'] }),
    );
    expect(problems).toEqual([
      {
        message: '`drfit/*` is no known rule',
        hint: 'did you mean `drift/*`?',
        position: { path: 'watertight.yaml', line: 2, column: 3 },
      },
      {
        message: '`drift/numerics` is no known rule',
        hint: 'did you mean `drift/numeric`?',
        position: { path: 'watertight.yaml', line: 3, column: 3 },
      },
      {
        message: '`leakage` is no known rule',
        hint: expect.any(String),
        position: { path: 'watertight.yaml', line: 5, column: 5 },
      },
      {
        message: '`--set`: `targets/proxy-column` is no known rule',
        hint: 'did you mean `target/proxy-column`?',
        position: undefined,
      },
      { message: '`--set`: `x/y` is no known rule', hint: 'list them with `watertight rules`', position: undefined },
      { message: '`--only`: `drift` is no known rule', hint: 'did you mean `drift/*`?', position: undefined },
      { message: '`--skip`: `proxy-column` is no known rule', hint: 'did you mean `target/proxy-column`?', position: undefined },
    ]);
  });
});

describe('parseRuleOptions', () => {
  const rule = {
    ...drift,
    options: z.strictObject({ limit: z.number().min(0).max(1).default(0.5), columns: z.array(z.string()).default([]) }),
  };

  it('fills in defaults', async () => {
    expect(parseRuleOptions(rule, await load(''))).toEqual({ limit: 0.5, columns: [] });
    expect(
      parseRuleOptions(rule, await load('rules: { drift/*: { limit: 0.1 }, drift/numeric: [info, { columns: [a] }] }\n')),
    ).toEqual({ limit: 0.1, columns: ['a'] });
  });

  it.each([
    [
      'rules:\n  drift/numeric: [warn, { limt: 1 }]\n',
      2,
      27,
      'unknown key `limt` in rule `drift/numeric`',
      'did you mean `limit`?',
    ],
    [
      'rules:\n  drift/*: { limit: 3 }\n',
      2,
      14,
      '`limit` of rule `drift/numeric` must be at most 1',
      'see `watertight explain drift/numeric`',
    ],
    [
      'rules:\n  statistics:\n    columns: a\n',
      3,
      5,
      '`columns` of rule `drift/numeric` must be a list, not text',
      'see `watertight explain drift/numeric`',
    ],
  ])('%j', async (text, line, column, message, hint) => {
    const config = await load(text);
    expect(() => parseRuleOptions(rule, config)).toThrow(
      expect.objectContaining({ message, hint, position: { path: 'watertight.yaml', line, column } }),
    );
  });
});
