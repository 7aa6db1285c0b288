import { canonical, cast, parsed, type TextType } from './text-type.ts';

const CLOCK = '[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\\.[0-9]{1,9})?)?';
const ISO_DAY = '[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}';
const ZONE = '(?:Z| ?UTC|[+-][0-9]{2}(?::?[0-9]{2})?)';
const ISO_TYPES = [
  canonical(cast('DATE', ISO_DAY)),
  canonical(cast('TIMESTAMP', `${ISO_DAY}(?:[ T]${CLOCK})?`)),
  cast('TIMESTAMPTZ', `${ISO_DAY}[ T]${CLOCK} ?${ZONE}`),
  cast('TIME', '[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,9})?'),
];

const CLOCK_FORMATS = ['', ' %H:%M', ' %H:%M:%S', ' %H:%M:%S.%f'];
const ABOVE_TWELVE = '(?:1[3-9]|2[0-9]|3[01])';

/** Dates with the day or month first: with `/` and `-`, some day above 12 must show which it is; with dots the day is always first. */
const ORDERED_DATES = ['/', '-', '.'].flatMap((separator) => {
  const s = separator === '.' ? '\\.' : separator;
  const date = `[0-9]{1,2}${s}[0-9]{1,2}${s}[0-9]{4}`;
  const orders: [string, string | undefined][] =
    separator === '.'
      ? [['%d.%m.%Y', undefined]]
      : [
          [`%d${separator}%m${separator}%Y`, `${ABOVE_TWELVE}${s}.*`],
          [`%m${separator}%d${separator}%Y`, `[0-9]{1,2}${s}${ABOVE_TWELVE}${s}.*`],
        ];
  return orders.flatMap(([format, proof]) => [
    parsed('DATE', date, [format], proof),
    parsed(
      'TIMESTAMP',
      `${date}(?: ${CLOCK})?`,
      CLOCK_FORMATS.map((clock) => format + clock),
      proof,
    ),
  ]);
});

const NAMED_MONTH = parsed('DATE', '[0-9]{1,2}[- ][A-Za-z]{3,9}[- ][0-9]{4}|[A-Za-z]{3,9} [0-9]{1,2},? [0-9]{4}', [
  '%d-%b-%Y',
  '%d %b %Y',
  '%d-%B-%Y',
  '%d %B %Y',
  '%b %d %Y',
  '%b %d, %Y',
  '%B %d %Y',
  '%B %d, %Y',
]);

/** Dates and times of day, the narrowest first. */
export const DATE_TYPES: readonly TextType[] = [...ISO_TYPES, ...ORDERED_DATES, NAMED_MONTH];
