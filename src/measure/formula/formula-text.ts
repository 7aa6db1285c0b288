import type { Formula, Term } from './formula.ts';

/** The formula solved for the response, as people write it: `price = exp(lprice)`, `total = part + rest`. */
export function formulaText({ response, terms, coefficients, intercept }: Formula): string {
  const name = response.operands[0]!.name;
  const logs = response.shape === 'log' && terms.every(({ shape }) => shape === 'log');
  if (logs) return `${name} = ${powers(terms, coefficients, Math.exp(intercept))}`;
  const sum = sumText(terms, coefficients, intercept);
  if (response.shape === 'log') return `${name} = exp(${sum})`;
  return response.shape === 'log1p' ? `${name} = exp(${sum}) − 1` : `${name} = ${sum}`;
}

function sumText(terms: readonly Term[], coefficients: readonly number[], intercept: number): string {
  const parts = terms.map((term, i) => ({
    negative: coefficients[i]! < 0,
    text: times(Math.abs(coefficients[i]!), termText(term)),
  }));
  // What is added comes first.
  const ordered = [...parts.filter(({ negative }) => !negative), ...parts.filter(({ negative }) => negative)];
  const text = ordered
    .map(({ negative, text }, i) => (i ? ` ${negative ? '−' : '+'} ${text}` : negative ? `−${text}` : text))
    .join('');
  return intercept === 0 ? text : `${text} ${intercept < 0 ? '−' : '+'} ${number(Math.abs(intercept))}`;
}

function powers(terms: readonly Term[], exponents: readonly number[], factor: number): string {
  const power = ({ operands }: Term, exponent: number) =>
    `${operands[0]!.name}${number(exponent) === '1' ? '' : `^${number(exponent)}`}`;
  const over = terms.flatMap((term, i) => (exponents[i]! > 0 ? [power(term, exponents[i]!)] : []));
  const under = terms.flatMap((term, i) => (exponents[i]! < 0 ? [power(term, -exponents[i]!)] : []));
  const front = Math.abs(factor - 1) > 1e-9 || !over.length ? [number(factor)] : [];
  const divisor = under.length > 1 ? `(${under.join(' × ')})` : under[0];
  return [...front, ...over].join(' × ') + (divisor === undefined ? '' : ` / ${divisor}`);
}

function termText({ shape, operands }: Term): string {
  const [a, b] = operands.map(({ name }) => name);
  if (shape === 'product') return `${a} × ${b}`;
  if (shape === 'quotient') return `${a} / ${b}`;
  return shape === 'plain' ? a! : shape === 'log' ? `log(${a})` : `log(1 + ${a})`;
}

const times = (factor: number, text: string): string => (number(factor) === '1' ? text : `${number(factor)} × ${text}`);
const number = (value: number): string => String(Number(value.toPrecision(6)));
