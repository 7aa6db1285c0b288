import { countText, numberText, percentText } from '../../number-text.ts';
import { counted } from '../../words.ts';
import type { Bars } from '../picture.ts';

export function valueText(value: number, unit: Bars['unit'] | 'count'): string {
  if (unit === 'count') return countText(value);
  if (unit === 'share') return percentText(value);
  if (unit === 'days') return Number.isInteger(value) ? counted(value, 'day') : `${numberText(value)} days`;
  return numberText(value);
}
