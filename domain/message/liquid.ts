import type { TemplateDefinition } from '../generated/template';

export type Locale = 'zh-CN' | 'en';

/** A template sees its parameters and nothing else: no files, no prototypes, bounded time and memory. */
export const LIQUID = {
  ownPropertyOnly: true,
  strictFilters: true,
  parseLimit: 100_000,
  renderLimit: 500,
  memoryLimit: 5_000_000,
  relativeReference: false,
  templates: {},
};

export interface Rendered {
  subject: string;
  text: string;
}

/** Subject and text in one language; the other one where the template lacks it. `fill` is the Liquid engine. */
export function fillTemplate(
  { subject, body }: TemplateDefinition,
  locale: Locale,
  fill: (source: string) => string,
): Rendered {
  const pick = (label: TemplateDefinition['body'] | undefined) =>
    label?.[locale] ?? label?.['zh-CN'] ?? label?.en ?? '';
  // A line break in a subject would start another mail header.
  return {
    subject: fill(pick(subject))
      .replace(/[\r\n]+/g, ' ')
      .trim(),
    text: fill(pick(body)),
  };
}
