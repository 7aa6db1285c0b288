/**
 * What a scenario file exports as default:
 * @typedef {object} Scenario
 * @property {string} rule id of the rule
 * @property {string} about what is planted, one paragraph of Markdown
 * @property {Record<string, readonly (string | number)[]>} grid values of each setting; all combinations are run
 * @property {{ down: readonly string[], across: readonly string[] }} table which settings make the rows and the columns of the table of power
 * @property {(setting: Record<string, any>, random: Random) => import('../../src/testing/run-rule.ts').Scenario} plant a table with the problem
 * @property {Record<string, (setting: Record<string, any>, random: Random) => import('../../src/testing/run-rule.ts').Scenario>} honest
 *   tables without it by what makes them honest, in words: twins of the planted ones, and data that looks alike by nature
 */

/** All combinations of a grid's values. */
export function settingsOf(grid) {
  return Object.entries(grid).reduce(
    (settings, [name, values]) => settings.flatMap((setting) => values.map((value) => ({ ...setting, [name]: value }))),
    [{}],
  );
}
