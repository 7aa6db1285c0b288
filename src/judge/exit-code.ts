import type { Verdict } from './verdict.ts';

const codes = { pass: 0, fail: 1, error: 2 } as const;

export const exitCode = (status: Verdict['status']): 0 | 1 | 2 => codes[status];
