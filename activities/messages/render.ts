import { Liquid } from 'liquidjs';
import type { TemplateDefinition } from '../../domain/generated/template';
import { fillTemplate, LIQUID, type Locale, type Rendered } from '../../domain/message/liquid';
import type { JsonObject } from '../../domain/process/types';

const engine = new Liquid(LIQUID);

export function render(template: TemplateDefinition, locale: Locale, params: JsonObject): Rendered {
  return fillTemplate(template, locale, (source) => String(engine.parseAndRenderSync(source, params)));
}
