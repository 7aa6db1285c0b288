/** The parts of `view:feature`, `view@v2:feature` and `view@latest:feature`; what is no version belongs to the view's name. */
export function splitReference(reference: string): [view: string, feature: string, version: number | undefined] {
  const colon = reference.indexOf(':');
  const [whole, feature] = [reference.slice(0, colon), reference.slice(colon + 1)];
  const [, view = whole, version] = /^(.*?)@(?:v(\d+)|latest)?$/i.exec(whole) ?? [];
  return [view, feature, version === undefined ? undefined : Number(version)];
}
