import type { Route } from './route';

export type Match = { route: Route; params: Record<string, string> } | { allow: string[] } | null;

interface Node {
  fixed: Map<string, Node>;
  param?: Node;
  routes: Partial<Record<Route['method'], { route: Route; names: string[] }>>;
}

/** Finds the route of a request in as many steps as its path has segments. `allow` = there, but not with this method. */
export function matcher(routes: Route[]): (method: string, path: string) => Match {
  const root: Node = { fixed: new Map(), routes: {} };
  for (const route of routes) plant(root, route);
  return (method, path) => {
    const segments = path.split('/').slice(1);
    const node = walk(root, segments, 0);
    if (!node) return null;
    // a method that is not one of ours finds nothing
    const found = node.routes[(method === 'HEAD' ? 'get' : method.toLowerCase()) as Route['method']];
    if (!found) return { allow: Object.keys(node.routes).map((name) => name.toUpperCase()) };
    const params = segments.filter((_, index) => found.names[index] !== '').map(decoded);
    if (params.includes(null)) return null;
    const names = found.names.filter((name) => name !== '');
    return {
      route: found.route,
      params: Object.fromEntries(names.map((name, index) => [name, params[index] ?? ''])),
    };
  };
}

function plant(root: Node, route: Route): void {
  const segments = route.path.split('/').slice(1);
  let node = root;
  for (const segment of segments) {
    if (nameOf(segment)) {
      node = node.param ??= { fixed: new Map(), routes: {} };
    } else {
      const next = node.fixed.get(segment) ?? { fixed: new Map(), routes: {} };
      node.fixed.set(segment, next);
      node = next;
    }
  }
  node.routes[route.method] = { route, names: segments.map(nameOf) };
}

// A fixed segment is preferred: /tasks/count is not a task.
function walk(node: Node, segments: string[], at: number): Node | null {
  const segment = segments[at];
  if (segment === undefined) return Object.keys(node.routes).length > 0 ? node : null;
  const fixed = node.fixed.get(segment);
  const found = fixed && walk(fixed, segments, at + 1);
  if (found) return found;
  return node.param && segment !== '' ? walk(node.param, segments, at + 1) : null;
}

function nameOf(segment: string): string {
  return /^\{(\w+)\}$/.exec(segment)?.[1] ?? '';
}

function decoded(segment: string): string | null {
  try {
    const text = decodeURIComponent(segment);
    return text.includes('\u0000') ? null : text;
  } catch {
    return null;
  }
}
