import type { Problem } from '../domain/definition/problem';
import type { Label, Values } from './types';

export const KINDS = [
  'process',
  'dunning',
  'form',
  'template',
  'calendar',
  'list',
  'entity',
  'report',
] as const;

export interface DefinitionHead {
  kind: string;
  key: string;
  version: number;
  sha256: string;
  title: Label | null;
  status: 'published' | 'retired';
  publishedAt: string;
}

export interface DefinitionItem extends DefinitionHead {
  versions: number;
  running: number;
}

export interface Definition extends DefinitionHead {
  body: Values;
}

export interface DefinitionVersion {
  version: number;
  status: 'published' | 'retired';
  sha256: string;
  publishedAt: string;
  publishedByLabel: string | null;
  running: number;
  /** Live cases that ran on this retired version before: they may go back to it. */
  mayReturn: number;
}

export interface DraftHead {
  id: string;
  kind: string;
  key: string;
  revision: number;
  baseVersion: number | null;
  title: Label | null;
  createdAt: string;
  updatedAt: string;
  updatedById: string | null;
  updatedByLabel: string | null;
}

export interface DraftItem extends DraftHead {
  errors: number;
  warnings: number;
}

export interface Draft extends DraftHead {
  text: string;
}

/** Who has the draft open; the person who asks is among them. */
export interface DraftEditor {
  id: string;
  name: string;
  seenAt: string;
}

export interface OpenDraft extends Draft {
  editors: DraftEditor[];
}

export interface CheckAnswer {
  ok: boolean;
  problems: Problem[];
}

export interface TimelineStep {
  at: string;
  event: string;
  stage?: string | null;
  effects: unknown[];
  open?: string[];
}

export interface ScenarioCheck {
  step: number;
  field: string;
  expected: unknown;
  actual: unknown;
  ok: boolean;
}

export interface Report {
  ok: boolean;
  scenario: string;
  timeline: TimelineStep[];
  checks: ScenarioCheck[];
  final: Values;
  error?: string;
}

export interface TrialReport extends Report {
  adopted: {
    moved: { from: string; to: string }[];
    problems: { code: string; at: string; message: Label }[];
  };
}

export interface Publication {
  published: { kind: string; key: string; version: number; published: boolean }[];
  scenarios?: { name: string; ok: boolean }[];
}

export type ComparisonSide = { kind: string; key: string; version: number } | { text: string };

export interface Migration {
  id: string;
  dryRun: boolean;
  status: 'running' | 'done' | 'cancelled';
  total: number;
  done: number;
  moved: number;
  failed: number;
}

export interface MigrationItem {
  instanceId: string;
  title: string;
  status: 'pending' | 'movable' | 'moved' | 'refused' | 'failed';
  reason?: { code: string; message: Label | string } | null;
}
