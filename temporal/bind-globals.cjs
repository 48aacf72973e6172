/**
 * A webpack loader for what runs in a workflow's context, where each look-up of a global asks the embedder and takes up to a
 * microsecond: a module looks up those it names once, when it is loaded. Not `Date`, which the SDK replaces for workflows.
 */
const GLOBALS = ['Array', 'JSON', 'Map', 'Math', 'Number', 'Object', 'Set', 'String', 'Symbol', 'WeakMap'];

module.exports = function bindGlobals(source, map) {
  const named = GLOBALS.filter((name) => new RegExp(`\\b${name}\\b`).test(source));
  // On the first line, so that the lines stay the same.
  const bound = named.length === 0 ? '' : `const { ${named.join(', ')} } = globalThis; `;
  this.callback(null, bound + source, map);
};
