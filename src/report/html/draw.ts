import { drawBars } from './charts/draw-bars.ts';
import { drawHistogram } from './charts/draw-histogram.ts';
import { drawLevels } from './charts/draw-levels.ts';
import { drawParts } from './charts/draw-parts.ts';
import { drawResiduals } from './charts/draw-residuals.ts';
import { drawRoc } from './charts/draw-roc.ts';
import type { Drawing } from './drawing.ts';
import type { Picture } from './picture.ts';

export function draw(picture: Picture): Drawing {
  switch (picture.kind) {
    case 'parts':
      return drawParts(picture);
    case 'bars':
      return drawBars(picture);
    case 'residuals':
      return drawResiduals(picture);
    case 'histogram':
      return drawHistogram(picture);
    case 'levels':
      return drawLevels(picture);
    case 'roc':
      return drawRoc(picture);
  }
}
