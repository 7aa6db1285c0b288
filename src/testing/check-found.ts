import assert from 'node:assert/strict';
import type { Found } from '../check/outcome.ts';
import type { AnyRule } from '../check/rule.ts';
import { withoutValues } from '../judge/without-values.ts';
import { renderMessage } from '../report/message.ts';
import { valuesOf } from './memory-table.ts';
import type { Scenario } from './run-rule.ts';
import { tablesOf } from './scenario-tables.ts';

/** A finding is complete, plain JSON, and shows no cell value. @throws AssertionError */
export function checkFound(rule: AnyRule, found: Found, scenario: Scenario): void {
  assert.ok(Object.keys(rule.messages).includes(found.messageId), `the rule has a message ${found.messageId}`);
  const message = renderMessage(rule.messages[found.messageId]!, found.data);
  assert.doesNotMatch(message, /\{\{|undefined|NaN|\[object/, 'the message is complete');
  for (const [key, value] of Object.entries(found.evidence)) {
    for (const one of [value].flat()) {
      assert.ok(typeof one !== 'number' || Number.isFinite(one), `evidence ${key} is ${one}`);
    }
  }
  for (const figure of found.figures ?? []) {
    const numbers = figure.kind === 'roc' ? figure.points.flat() : figure.series.flatMap(({ counts }) => counts);
    assert.ok(
      numbers.every((n) => Number.isFinite(n) && n >= 0),
      'figures hold counts and shares',
    );
  }
  const drawn = (found.figures ?? []).map(withoutValues);
  const said = `${JSON.stringify(drawn)} ${message} ${JSON.stringify(found.evidence)} ${found.sql ?? ''} ${found.fix ?? ''}`;
  assert.deepEqual(
    [...longTexts(scenario)].filter((text) => saysWhole(said, text)),
    [],
    'no cell value is shown',
  );
}

/** Whether the text stands there, and not only inside a longer word or number. */
function saysWhole(said: string, text: string): boolean {
  const isPart = /[\p{L}\p{N}]/u;
  for (let at = said.indexOf(text); at >= 0; at = said.indexOf(text, at + 1)) {
    const [before, after] = [said[at - 1] ?? ' ', said[at + text.length] ?? ' '];
    if (!(isPart.test(before) && isPart.test(text[0]!)) && !(isPart.test(after) && isPart.test(text.at(-1)!))) return true;
  }
  return false;
}

function longTexts(scenario: Scenario): Set<string> {
  const names = new Set(tablesOf(scenario).flatMap(([, columns]) => Object.keys(columns)));
  const texts = new Set<string>();
  for (const [, columns] of tablesOf(scenario)) {
    for (const column of Object.values(columns)) {
      for (const value of valuesOf(column)) {
        if (typeof value === 'string' && value.length > 3 && ![...names].some((name) => name.includes(value))) texts.add(value);
      }
    }
  }
  return texts;
}
