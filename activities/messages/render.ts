import { Liquid } from 'liquidjs';
import type { TemplateDefinition } from '../../domain/generated/template';
import type { JsonObject } from '../../domain/process/types';

export type Locale = 'zh-CN' | 'en';

/** A template sees its parameters and nothing else: no files, no prototypes, bounded time and memory. */
const engine = new Liquid({
  ownPropertyOnly: true,
  strictFilters: true,
  parseLimit: 100_000,
  renderLimit: 500,
  memoryLimit: 5_000_000,
  relativeReference: false,
  templates: {},
});

export interface Rendered {
  subject: string;
  text: string;
}

/** Subject and text in one language; the other one where the template lacks it. */
export function render(template: TemplateDefinition, locale: Locale, params: JsonObject): Rendered {
  const pick = (label: TemplateDefinition['body'] | undefined) =>
    label?.[locale] ?? label?.['zh-CN'] ?? label?.en ?? '';
  const fill = (source: string): string => String(engine.parseAndRenderSync(source, params));
  // A line break in a subject would start another mail header.
  return {
    subject: fill(pick(template.subject))
      .replace(/[\r\n]+/g, ' ')
      .trim(),
    text: fill(pick(template.body)),
  };
}
