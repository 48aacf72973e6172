import type { ComponentType } from 'react';
import type { OpenDraft } from '../../studioTypes';
import { CompareSide } from './CompareSide';
import { DiagramSide } from './DiagramSide';
import { ScenarioSide } from './ScenarioSide';
import { TrialSide } from './TrialSide';

export interface SideProps {
  draft: OpenDraft;
  text: string;
  errors: number;
  /** Shows in the editor what a pointer names. */
  pick: (pointer: string) => void;
}

interface SideTab {
  name: string;
  Side: ComponentType<SideProps>;
}

const DIAGRAM = { name: 'diagram', Side: DiagramSide };
const SCENARIOS = { name: 'scenarios', Side: ScenarioSide };
const TRIAL = { name: 'trial', Side: TrialSide };
const COMPARE = { name: 'compare', Side: CompareSide };

const SIDES: Record<string, SideTab[]> = {
  process: [DIAGRAM, SCENARIOS, TRIAL, COMPARE],
  dunning: [SCENARIOS, COMPARE],
};

/** What is shown beside the text of a kind of definition, besides its problems. */
export function sidesOf(kind: string): SideTab[] {
  return SIDES[kind] ?? [COMPARE];
}
