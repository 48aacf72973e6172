import type { ProcessDefinition } from '../generated/process';
import { mapWith, suggestMap } from './suggestMap';

const text = (name: string) => ({ 'zh-CN': name, en: name });
type Loose = Record<string, unknown>;
const step = (id: string, title = id, kind = 'human') => ({ id, kind, title: text(title) });

function version(number: number, stages: Record<string, Loose>, migrations: Loose[] = []): ProcessDefinition {
  return {
    version: number,
    stages: Object.entries(stages).map(([id, stage]) => ({ id, title: text(id), steps: [], ...stage })),
    migrations,
  } as unknown as ProcessDefinition; // as much of one as a map is about
}

const OLD = version(1, {
  quote: { title: text('报价'), steps: [step('price', '定价'), step('approve', '批准')] },
  deliver: { title: text('交付'), status: 'delivering', steps: [step('ship', '发货')] },
});

test('back goes what a migration brought, the other way round, steps too', () => {
  const next = version(2, {
    offer: { steps: [step('pricing'), step('approve')] },
    deliver: { steps: [step('ship')] },
  });
  const came = { 'quote/price': 'offer/pricing', quote: 'offer' };
  const suggestions = suggestMap(next, OLD, came);
  expect(suggestions).toEqual([
    { at: 'offer', to: 'quote', because: 'undo' },
    { at: 'offer/pricing', to: 'quote/price', because: 'undo' },
  ]);
  expect(mapWith(2, OLD, suggestions)).toEqual({ offer: 'quote', 'offer/pricing': 'quote/price' });
});

test('back goes also what got a name that another had before', () => {
  const next = version(2, { deliver: { steps: [] }, quote: { steps: [] } });
  expect(suggestMap(next, OLD, { quote: 'deliver', deliver: 'quote' })).toEqual([
    { at: 'deliver', to: 'quote', because: 'undo' },
    { at: 'quote', to: 'deliver', because: 'undo' },
  ]);
});

test('of two that became one nobody knows where each came from', () => {
  const next = version(2, { both: { steps: [] } });
  expect(suggestMap(next, OLD, { quote: 'both', deliver: 'both' })).toEqual([]);
});

test('what has another name and the same title, or status, is taken for the same', () => {
  const next = version(2, {
    offer: { title: { 'zh-CN': '报价', en: 'Offer' }, steps: [step('pricing', '定价'), step('approve')] },
    realise: { status: 'delivering', steps: [step('send', '发货', 'auto')] },
  });
  expect(suggestMap(OLD, next)).toEqual([
    { at: 'quote', to: 'offer', because: 'title' },
    { at: 'quote/price', to: 'offer/pricing', because: 'title' },
    { at: 'deliver', to: 'realise', because: 'status' },
  ]);
});

test('nothing is suggested of what is declared, has its name still, or could be two', () => {
  const declared = [{ from: 1, map: { quote: 'a', 'quote/price': 'a/x' } }];
  const next = version(
    2,
    {
      a: { steps: [step('x', '定价'), step('approve')] },
      deliver: { title: text('报价'), steps: [step('s1', '发货'), step('s2', '发货')] },
    },
    declared,
  );
  expect(suggestMap(OLD, next)).toEqual([]);
  expect(mapWith(1, next, [])).toEqual({ quote: 'a', 'quote/price': 'a/x' });
});
