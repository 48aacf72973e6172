import { join } from 'node:path';
import type { BundleOptions } from '@temporalio/worker';

type Configuration = Parameters<NonNullable<BundleOptions['webpackConfigHook']>>[0];

/**
 * What all workflows of a worker share instead of each having its own copy: the pure core, which holds nothing of any case
 * but what is remembered by a text or a plan (compiled expressions, the index of a plan). From the repository's root.
 */
const PRELOADED = [
  'domain/process/told.ts',
  'domain/process/refuse.ts',
  'domain/process/brief.ts',
  'domain/process/transition.ts',
  'domain/process/tasks.ts',
];

/** How workflows are bundled, from the repository's root: for the worker, for the build and for whoever replays. */
export function bundling(root: string): Pick<BundleOptions, 'preloadModules' | 'webpackConfigHook'> {
  return {
    preloadModules: PRELOADED.map((file) => join(root, file)),
    webpackConfigHook: (config) => bindingGlobals(compilingForNode(config), root),
  };
}

/** The SDK compiles for 2017, which turns each `{ ...a }` into calls of functions that define member after member. */
function compilingForNode(config: Configuration): Configuration {
  const compilers = (config.module?.rules ?? []).flatMap((rule) => {
    // The SDK's types are webpack's, which allow for much more than the one rule that it makes.
    const { use } = (rule ?? {}) as { use?: { options?: { jsc?: { target: string } } } };
    return use?.options?.jsc ?? [];
  });
  if (compilers.length === 0) throw new Error('The SDK compiles workflows in another way than it did');
  for (const compiler of compilers) compiler.target = 'es2022';
  return config;
}

/** What is ours and runs at each command; see the loader. */
function bindingGlobals(config: Configuration, root: string): Configuration {
  config.module?.rules?.push({
    test: /[\\/](domain[\\/].*\.ts|cel-js[\\/].*\.js)$/,
    enforce: 'post',
    use: join(root, 'temporal', 'bind-globals.cjs'),
  });
  return config;
}
