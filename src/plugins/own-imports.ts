import { register } from 'node:module';
import { packageRoot } from '../package-root.ts';

/** Prefix of a specifier that stands for a package as another folder would find it. */
const FROM = 'watertight-plugin:';

const HOOKS = `
let own;
export const initialize = (data) => { own = data; };
export async function resolve(specifier, context, next) {
  if (specifier.startsWith('${FROM}')) {
    const { name, from } = JSON.parse(decodeURIComponent(specifier.slice(${FROM.length})));
    return next(name, { ...context, parentURL: from });
  }
  if (Object.hasOwn(own.urls, specifier)) return { url: own.urls[specifier], shortCircuit: true };
  try {
    return await next(specifier, context);
  } catch (error) {
    if (specifier !== 'zod' || error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    return next(specifier, { ...context, parentURL: own.root });
  }
}`;

const data = () => ({
  root: new URL('package.json', packageRoot).href,
  urls: Object.fromEntries(
    [
      ['watertight', 'dist/src/index.js'],
      ['watertight/testing', 'dist/src/testing/index.js'],
    ].map(([name, path]) => [name, new URL(path!, packageRoot).href]),
  ),
});

const hooksUrl = `data:text/javascript,${encodeURIComponent(HOOKS)}`;
let isRegistered = false;

/** From now on, modules import this very watertight under its name, wherever they lie, and its zod where they have none of their own. */
export function provideOwnImports(): void {
  if (isRegistered) return;
  isRegistered = true;
  register(hooksUrl, { data: data() });
}

/** The same as a module for `node --import`. */
export const ownImportsModule = (): string =>
  `data:text/javascript,${encodeURIComponent(`import { register } from 'node:module'; register(${JSON.stringify(hooksUrl)}, { data: ${JSON.stringify(data())} });`)}`;

/** A specifier of a package as a module in `folder` would find it; only after `provideOwnImports`. */
export const specifierFrom = (name: string, folder: URL): string =>
  FROM + encodeURIComponent(JSON.stringify({ name, from: folder.href }));
