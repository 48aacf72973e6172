import type { ComponentType } from 'react';
import type { OpenDraft } from '../../studioTypes';
import { DiagramSide } from './DiagramSide';

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

const SIDES: Record<string, SideTab[]> = {
  process: [DIAGRAM],
};

/** What is shown beside the text of a kind of definition, besides its problems. */
export function sidesOf(kind: string): SideTab[] {
  return SIDES[kind] ?? [];
}
