import { Liquid, LiquidError } from 'liquidjs';
import { finding, pointer, type Finding } from '../domain/definition/problem';
import type { SourceRange } from '../domain/expression/expression';
import type { TemplateDefinition } from '../domain/generated/template';
import { fillTemplate, LIQUID, type Locale, type Rendered } from '../domain/message/liquid';
import type { Json, JsonObject } from '../domain/process/types';

const liquid = new Liquid(LIQUID);
// These follow files, of which a template has none: not to know them says so where they stand.
for (const tag of ['include', 'render', 'layout', 'block']) delete liquid.tags[tag];

type Segments = readonly unknown[];

/** What a template names must be among its parameters, also inside of them; and it must parse. */
export function checkTemplate(template: TemplateDefinition): Finding[] {
  return textsOf(template).flatMap(({ text, at }) =>
    guarded(at, () =>
      unknownIn(text, template.params).map(({ name, range }) =>
        finding('unknown-parameter', at, { name }, { ...(range && { range }) }),
      ),
    ),
  );
}

/** The template with these parameters, and what it names of which they have nothing; or why it cannot be filled. */
export function tryTemplate(
  template: TemplateDefinition,
  locale: Locale,
  params: JsonObject,
): (Rendered & { missing: string[] }) | { findings: Finding[] } {
  const findings = checkTemplate(template);
  if (findings.length > 0) return { findings };
  try {
    const rendered = fillTemplate(template, locale, (source) =>
      String(liquid.parseAndRenderSync(source, params)),
    );
    const names = textsOf(template)
      .filter(({ locale: own }) => own === locale)
      .flatMap(({ text }) => namesIn(text))
      .filter((segments) => !isThere(segments, params))
      .map(nameOf);
    return { ...rendered, missing: [...new Set(names)] };
  } catch (error) {
    return { findings: [refusal(error, pointer('body', locale))] };
  }
}

function textsOf({ subject = {}, body }: TemplateDefinition): { text: string; locale: string; at: string }[] {
  return [
    { part: 'subject', label: subject },
    { part: 'body', label: body },
  ].flatMap(({ part, label }) =>
    Object.entries(label).flatMap(([locale, text]: [string, unknown]) =>
      typeof text === 'string' ? [{ text, locale, at: pointer(part, locale) }] : [],
    ),
  );
}

/** What is read from outside and not declared, each once, with the characters where it stands first. */
function unknownIn(text: string, params: unknown): { name: string; range: SourceRange | undefined }[] {
  const { globals } = liquid.analyzeSync(liquid.parse(text), { partials: false });
  const found = new Map<string, SourceRange | undefined>();
  for (const { segments, location } of Object.values(globals).flat()) {
    const name = nameOf(segments);
    if (!found.has(name) && !isDeclared(segments, params)) found.set(name, rangeAt(text, location, segments));
  }
  return [...found].map(([name, range]) => ({ name, range }));
}

/** From a row and a column, both from 1; what is written with brackets is marked up to where they begin. */
function rangeAt(text: string, { row, col }: { row: number; col: number }, segments: Segments): SourceRange {
  const before = text.split('\n').slice(0, row - 1);
  const start = before.reduce((sum, line) => sum + line.length + 1, 0) + col - 1;
  const written = nameOf(segments);
  const [first = ''] = segments.map(String);
  return { start, end: start + (text.startsWith(written, start) ? written : first).length };
}

/** Every path that is read from outside, as `['customer', 'name']`. */
function namesIn(text: string): Segments[] {
  return liquid.globalVariableSegmentsSync(liquid.parse(text), { partials: false });
}

function nameOf(segments: Segments): string {
  return segments.map((segment) => (Array.isArray(segment) ? '[…]' : String(segment))).join('.');
}

/** A step into what has no declared members is somebody else's business; `size`, `first` and `last` are Liquid's own. */
function isDeclared(segments: Segments, schema: unknown): boolean {
  let here = schema;
  for (const [depth, segment] of segments.entries()) {
    const { properties, items } = objectOf(here);
    if (depth > 0 && segment === 'size') return true;
    const isPlace = typeof segment === 'number' || segment === 'first' || segment === 'last';
    if (depth > 0 && isPlace && items !== undefined) here = items;
    else if (depth > 0 && properties === undefined) return true;
    else if (typeof segment !== 'string') return true;
    else if (!Object.hasOwn(objectOf(properties), segment)) return false;
    else here = objectOf(properties)[segment];
  }
  return true;
}

function isThere(segments: Segments, params: JsonObject): boolean {
  let here: Json | undefined = params;
  for (const segment of segments) {
    if (typeof segment !== 'string' || Array.isArray(here)) return true;
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, segment)) return false;
    here = here[segment];
  }
  return true;
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

function guarded(at: string, check: () => Finding[]): Finding[] {
  try {
    return check();
  } catch (error) {
    return [refusal(error, at)];
  }
}

function refusal(error: unknown, at: string): Finding {
  // Its limits are plain errors.
  if (!(error instanceof LiquidError) && !isLimit(error)) throw error;
  const range = error instanceof LiquidError ? { start: error.token.begin, end: error.token.end } : undefined;
  return finding(
    'template-syntax',
    at,
    { detail: error.message.split('\n')[0] ?? '' },
    { ...(range && { range }) },
  );
}

function isLimit(error: unknown): error is Error {
  return error instanceof Error && /limit exceeded/.test(error.message);
}
