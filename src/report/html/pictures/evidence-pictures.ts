import type { ReportFinding } from '../../schema.ts';
import type { Picture } from '../picture.ts';
import { asOfClasses } from './as-of-classes.ts';
import { distances } from './distances.ts';
import { gapInDays } from './gap-in-days.ts';
import { placesInTime } from './places-in-time.ts';
import { purity } from './purity.ts';
import { residuals } from './residuals.ts';
import { sharedRows } from './shared-rows.ts';
import { strength } from './strength.ts';
import { twoShares } from './two-shares.ts';

/** Each knows numbers by the keys they stand under, whatever rule they come from, and gives nothing where they aren't. */
const readers: readonly ((finding: ReportFinding) => Picture | undefined)[] = [
  residuals,
  placesInTime,
  asOfClasses,
  gapInDays,
  strength,
  purity,
  twoShares,
  distances,
  sharedRows,
];

const pictureLimit = 2;

/** The pictures that a finding's evidence alone can give, the most telling first. */
export const evidencePictures = (finding: ReportFinding): Picture[] =>
  readers.flatMap((read) => read(finding) ?? []).slice(0, pictureLimit);
