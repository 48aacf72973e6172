const WIDTH = 90;

/** JSON as people write it: the document itself is broken into lines, and in it what fits on a line stands on one. */
export function layOut(document: unknown): string {
  return `${laid(document, '', true)}\n`;
}

function laid(value: unknown, indent: string, isRoot = false): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  const isList = Array.isArray(value);
  const parts = isList
    ? value.map((item) => laid(item, inner))
    : Object.entries(value).map(([name, item]) => `${JSON.stringify(name)}: ${laid(item, inner)}`);
  if (parts.length === 0) return isList ? '[]' : '{}';
  // what does not fit itself makes what it stands in not fit either
  const short = isList ? `[${parts.join(', ')}]` : `{ ${parts.join(', ')} }`;
  if (!isRoot && !short.includes('\n') && indent.length + short.length <= WIDTH) return short;
  const lines = parts.map((part) => inner + part).join(',\n');
  return isList ? `[\n${lines}\n${indent}]` : `{\n${lines}\n${indent}}`;
}
