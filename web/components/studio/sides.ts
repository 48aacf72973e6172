import type { ComponentType } from 'react';
import type { OpenDraft } from '../../studioTypes';
import { CalendarSide } from './CalendarSide';
import { CompareSide } from './CompareSide';
import { DiagramSide } from './DiagramSide';
import { FormSide } from './FormSide';
import { ListSide } from './ListSide';
import { ReportSide } from './ReportSide';
import { ScenarioSide } from './ScenarioSide';
import { TemplateSide } from './TemplateSide';
import { TrialSide } from './TrialSide';

export interface SideProps {
  draft: OpenDraft;
  text: string;
  errors: number;
  /** Shows in the editor what a pointer names. */
  pick: (pointer: string) => void;
  /** Changes the text, as one step that can be undone; not for who only reads. */
  replace?: ((text: string) => void) | undefined;
}

interface SideTab {
  name: string;
  Side: ComponentType<SideProps>;
  /** The route that it cannot do without. */
  needs?: string;
}

const DIAGRAM = { name: 'diagram', Side: DiagramSide };
const SCENARIOS = { name: 'scenarios', Side: ScenarioSide };
const TRIAL = { name: 'trial', Side: TrialSide, needs: '/api/definitions/trial' };
const COMPARE = { name: 'compare', Side: CompareSide };

const SIDES: Record<string, SideTab[]> = {
  process: [DIAGRAM, SCENARIOS, TRIAL, COMPARE],
  dunning: [SCENARIOS, COMPARE],
  form: [{ name: 'form', Side: FormSide }, COMPARE],
  calendar: [{ name: 'calendar', Side: CalendarSide }, COMPARE],
  template: [{ name: 'template', Side: TemplateSide, needs: '/api/templates/preview' }, COMPARE],
  report: [{ name: 'report', Side: ReportSide, needs: '/api/reports/preview' }, COMPARE],
  list: [{ name: 'list', Side: ListSide }, COMPARE],
};

/** What is shown beside the text of a kind of definition, besides its problems. */
export function sidesOf(kind: string): SideTab[] {
  return SIDES[kind] ?? [COMPARE];
}
