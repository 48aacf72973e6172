import type { Effect, Stage } from '../generated/process';
import type { Catalogue } from './catalogue';
import { fillingIn } from './inputs';
import type { Look } from './lookup';
import { finding, type Finding } from './problem';
import { lintRole } from './roles';
import { requiredOf } from './variables';

export interface Names {
  look: Look;
  catalogue: Catalogue;
  /** The definition's own key and version: it may name itself. */
  self: { key: string; version: number };
}

/** Names in effects, which happen in one of these stages. */
export function lintEffects(
  names: Names,
  effects: Effect[] | undefined,
  at: string,
  stages: Stage[],
): Finding[] {
  return (effects ?? []).flatMap((effect, n) => lintEffect(names, effect, `${at}/${n}`, stages));
}

function lintEffect(names: Names, effect: Effect, at: string, stages: Stage[]): Finding[] {
  const { look } = names;
  if ('notify' in effect) {
    return [
      ...[effect.notify]
        .flat()
        .flatMap((role, n) =>
          look('unknown-role', role, Array.isArray(effect.notify) ? `${at}/notify/${n}` : `${at}/notify`),
        ),
      ...(effect.template ? look('unknown-template', effect.template, `${at}/template`) : []),
    ];
  }
  if ('send' in effect)
    return [
      ...look('unknown-template', effect.template, `${at}/template`),
      ...fillingIn(effect.template, effect.with, `${at}/with`, names.catalogue),
      // Without `to` the role `owner` is meant.
      ...(typeof effect.to === 'object'
        ? []
        : look('unknown-role', effect.to ?? 'owner', effect.to === undefined ? at : `${at}/to`)),
    ];
  if ('open' in effect) return lintOpen(look, effect.open, `${at}/open`, stages);
  if ('reassign' in effect) return lintRole(look, effect.reassign, `${at}/reassign`);
  if (!('start' in effect)) return [];
  const child = names.catalogue.process(effect.start);
  return [
    ...lintProcess(names, effect.start, effect.version, at, 'start'),
    ...(child && effect.input === undefined
      ? requiredOf(child).map((name) => finding('missing-property', at, { name }))
      : []),
  ];
}

/** Only a manual step is opened by an effect; any other opens by itself. */
export function lintOpen(look: Look, name: string, at: string, stages: Stage[]): Finding[] {
  const steps = stages.flatMap((stage) => stage.steps);
  const unknown = look(
    'unknown-step',
    name,
    at,
    steps.map(({ id }) => id),
  );
  const isManual = steps.some(({ id, manual }) => id === name && manual === true);
  return unknown.length > 0 || isManual ? unknown : [finding('step-not-manual', at, { name })];
}

/** The process, and the version where a number is given: the newest is the highest there is. */
export function lintProcess(
  { look, catalogue, self }: Names,
  key: string,
  version: number | 'latest' | undefined,
  at: string,
  property: string,
): Finding[] {
  const newest = key === self.key ? self.version : catalogue.process(key)?.version;
  if (newest === undefined) return look('unknown-process', key, `${at}/${property}`);
  return typeof version === 'number' && version > newest
    ? [finding('unknown-process', `${at}/version`, { name: `${key} ${version}` })]
    : [];
}
