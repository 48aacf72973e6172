import type { CalendarDefinition } from '../generated/calendar';
import type { DunningDefinition } from '../generated/dunning';
import type { EntityDefinition } from '../generated/entity';
import type { FormDefinition } from '../generated/form';
import type { ListDefinition } from '../generated/list';
import type { ProcessDefinition } from '../generated/process';
import type { ReportDefinition } from '../generated/report';
import type { Catalogue, Document } from './catalogue';
import { lintCalendar } from './calendars';
import { lintClocks } from './clocks';
import { lintDunning } from './dunning';
import { lintEntity, lintForm, lintList } from './forms';
import { lintGraph } from './graph';
import { lintGuards } from './guards';
import type { Finding } from './problem';
import { lintNames } from './names';
import { lintCollectors, lintPeople } from './organisation';
import { lintReferences } from './references';
import { lintReport } from './reports';
import { lintLimits } from './limits';
import { missingLocales } from './locales';
import { lintMeant } from './nobody';
import { lintShape } from './shape';
import { lintStarts } from './starts';
import { lintTimes } from './time';

const RULES: ((process: ProcessDefinition, catalogue: Catalogue) => Finding[])[] = [
  lintShape,
  lintGraph,
  lintTimes,
  lintClocks,
  lintMeant,
  lintReferences,
  lintNames,
  lintStarts,
  lintGuards,
];

/** What is wrong with a document that its schema accepts, by what it says and by what the others say. */
export function lint(document: Document, catalogue: Catalogue): Finding[] {
  const over = lintLimits(document);
  return [...missingLocales(document, ''), ...(over.length > 0 ? over : lintKind(document, catalogue))];
}

function lintKind(document: Document, catalogue: Catalogue): Finding[] {
  const { organisation } = catalogue;
  switch (document.kind) {
    case 'process': {
      // The kind says so, here and below.
      const process = document as ProcessDefinition;
      return [
        ...RULES.flatMap((rule) => rule(process, catalogue)),
        ...(organisation ? lintPeople(process, organisation) : []),
      ];
    }
    case 'dunning': {
      const policy = document as DunningDefinition; // by its kind
      return [
        ...lintDunning(policy, catalogue),
        ...(organisation ? lintCollectors(policy, organisation) : []),
      ];
    }
    case 'form':
      return lintForm(document as FormDefinition, catalogue); // by its kind
    case 'list':
      return lintList(document as ListDefinition); // by its kind
    case 'entity':
      return lintEntity(document as EntityDefinition, catalogue); // by its kind
    case 'report':
      return lintReport(document as ReportDefinition, catalogue); // by its kind
    case 'calendar':
      return lintCalendar(document as CalendarDefinition); // by its kind
    default:
      return [];
  }
}
