import { createCompleter } from './complete';
import { known, offered, schemaOf } from '../../../../test/support/completion';

/** A process with one of everything that has names. */
const EVERYTHING = `{"kind": "process", "entity": "opportunity",
  "vars": {"type": "object", "properties": {"tries": {"type": "integer"}, "places": {"type": "array", "items": {"type": "string"}}}},
  "roles": {"owner": {"field": "/entity/ownerId"}},
  "slas": {"base": {"due": "P1D", "ladder": [{"at": "PT0S", "do": [{"notify": "owner"}]}]}},
  "clocks": [{"id": "response", "sla": "base"}],
  "exits": [{"when": "true", "end": "lost"}],
  "stages": [{"id": "one", "status": "contact", "steps": [
    {"id": "ask", "kind": "human", "form": "intention", "outcomes": [{"id": "yes"}, {"id": "no"}]},
    {"id": "own", "kind": "human", "form": {"type": "object", "properties": {"colour": {"type": "string", "enum": ["red"]}}}},
    {"id": "ok", "kind": "approval"},
    {"id": "credit", "kind": "auto", "action": "credit.check", "with": {}, "out": "checked"},
    {"id": "rate", "kind": "decision", "out": "level", "rules": [{"then": {"days": 3}}]},
    {"id": "each", "kind": "process", "process": "general.task", "forEach": {"cel": "vars.places"}, "as": "place", "input": {}},
    {"id": "until", "kind": "wait", "for": {"entity": "order", "when": "target.status == 'x'"}},
    {"id": "heard", "kind": "wait", "for": {"event": "customer.replied", "match": "true"}},
    {"id": "reached", "kind": "milestone"}]}],
  "tests": [{"given": {"people": [{"id": "rep1"}], "entity": {}}, "steps": [{"complete": "own", "with": {}}, {"expect": {"stage": "one"}}]}]}`;

describe('completion of the names of a process', () => {
  const PLACE = '"exits": [{"when": "true"';
  const inExpression = (text: string) => offered(EVERYTHING.replace(PLACE, `"exits": [{"when": "${text}|"`));

  test.each([
    ['steps.ask.out.', 'answer'],
    ['steps.ask.out.', 'outcome'],
    ['steps.own.out.', 'colour'],
    ['steps.ok.out.', 'decisions'],
    ['steps.credit.out.', 'exposure'],
    ['steps.credit.out.checked.', 'ok'],
    ['steps.rate.out.', 'days'],
    ['steps.rate.out.level.', 'days'],
    ['steps.each.out.', 'results'],
    ['steps.each.out.results.exists(r, r.', 'outcome'],
    ['steps.until.out.', 'creditReleased'],
    ['entity.lines.exists(l, l.', 'quantity'],
    ['vars.', 'tries'],
  ])('%s offers %s', (text, name) => {
    expect(inExpression(text)).toContain(name);
  });

  test.each([
    ['"match": "true"', '"match": "|"', 'event'],
    ['"when": "target.status', '"when": "target.|', 'customerId'],
    ['"input": {}', '"input": {"title": {"cel": "|"}}', 'place'],
    ['"input": {}', '"input": {"|"}', 'assigneeId'],
    ['"with": {}, "out"', '"with": {"|"}, "out"', 'amount'],
    ['"form": "intention"', '"form": "intention", "set": {"|"}', '/vars/tries'],
    ['"form": "intention"', '"form": "intention", "set": {"/entity/name": {"|"}}', 'cel'],
    ['"form": "intention"', '"form": "intention", "set": {"/entity/name": {"cel": "form.|"}}', 'answer'],
    ['"form": "intention"', '"form": "intention", "activity": "|"', 'phone'],
    ['"status": "contact"', '"status": "|"', 'quoted'],
    ['"colour": {"type": "string"', '"colour": {"type": "|"', 'boolean'],
    ['"colour": {"type": "string"', '"colour": {"type": "string", "|"', 'format'],
    ['"tries": {"type": "integer"', '"tries": {"type": "|"', 'array'],
    ['"sla": "base"', '"sla": "|"', 'base'],
    ['"due": "P1D"', '"due": "|"', 'PT4H'],
    ['"due": "P1D"', '"extends": "|"', 'base'],
    ['"notify": "owner"', '"notify": "|"', 'assignee'],
    ['"field": "/entity/ownerId"', '"field": "|"', '/entity/ownerId'],
    ['"field": "/entity/ownerId"', '"pool": "g", "if": "|"', 'candidate'],
    ['"end": "lost"', '"end": "|"', 'completed'],
    ['"clocks"', '"permissions": {"|"}, "clocks"', 'jump'],
    ['"clocks"', '"permissions": {"jump": ["|"]}, "clocks"', 'director'],
    ['"clocks"', '"migrations": [{"from": 1, "map": {"a": "|"}}], "clocks"', 'one/ask'],
    ['"clocks"', '"migrations": [{"from": 1, "map": {"|"}}], "clocks"', 'one'],
    ['"clocks"', '"migrations": [{"from": 1, "ifActive": {"|"}}], "clocks"', 'one/ask'],
    ['"clocks"', '"assignment": {"ifNone": {"queue": "|"}}, "clocks"', 'sales-dispatch'],
    ['"field": "/entity/ownerId"', '"by": "pool", "group": "|"', 'presales'],
    ['"field": "/entity/ownerId"', '"by": "employee", "code": "|"', 'E0001'],
    ['"expect": {"stage": "one"}', '"expect": {"children": {"|"}}', 'one/each'],
    ['"expect": {"stage": "one"}', '"expect": {"children": {"one/each": {"|"}}}', 'total'],
    ['"with": {}}, {"expect"', '"with": {"|"}}, {"expect"', 'colour'],
    ['"with": {}}, {"expect"', '"with": {"colour": "|"}}, {"expect"', 'red'],
    ['"with": {}}, {"expect"', '"by": "|"}, {"expect"', 'rep1'],
    ['"with": {}}, {"expect"', '"refused": "|"}, {"expect"', 'TASK_CLOSED'],
    ['"complete": "own", "with": {}', '"complete": "ask", "outcome": "|"', 'yes'],
    ['"complete": "own", "with": {}', '"fact": {"|"}', 'entity'],
    ['"complete": "own", "with": {}', '"advance": "P1D", "clock": "|"', 'business'],
    ['"complete": "own", "with": {}', '"event": "|"', 'customer.replied'],
    ['"entity": {}}', '"entity": {"|"}}', 'ownerId'],
    ['"expect": {"stage": "one"}', '"expect": {"due": {"|"}}', 'clock:response'],
    ['"expect": {"stage": "one"}', '"expect": {"due": {"|"}}', 'one/ask'],
    ['"expect": {"stage": "one"}', '"expect": {"assigned": {"one/ask": "|"}}', 'rep1'],
    ['"expect": {"stage": "one"}', '"expect": {"visits": {"|"}}', 'one'],
    ['"expect": {"stage": "one"}', '"expect": {"fired": ["|"]}', 'one/ask#PT0S'],
    ['"expect": {"stage": "one"}', '"expect": {"milestones": ["|"]}', 'reached'],
    ['"expect": {"stage": "one"}', '"expect": {"outcome": "|"}', 'lost'],
    ['"expect": {"stage": "one"}', '"expect": {"status": "|"}', 'held'],
    ['"expect": {"stage": "one"}', '"expect": {"vars": {"|"}}', 'tries'],
  ])('%s → %s offers %s', (before, after, name) => {
    expect(EVERYTHING).toContain(before);
    expect(offered(EVERYTHING.replace(before, after))).toContain(name);
  });

  test.each([
    ['dunning', '{"kind": "dunning", "includes": "invoice.|"}', 'balance'],
    ['dunning', '{"kind": "dunning", "state": [{"id": "a", "when": "|"}]}', 'oldestDays'],
    ['dunning', '{"kind": "dunning", "minimum": {"|"}}', 'CNY'],
    ['form', '{"kind": "form", "schema": {"type": "object", "properties": {"a": {"|"}}}}', 'type'],
    ['form', '{"kind": "form", "schema": {"properties": {"a": {"enum": ["x"]}}}, "ui": {"|"}}', 'a'],
    [
      'form',
      '{"kind": "form", "schema": {"properties": {"a": {"enum": ["x"]}}}, "ui": {"a": {"options": {"|"}}}}',
      'x',
    ],
    [
      'form',
      '{"kind": "form", "schema": {"properties": {"a": {}}}, "ui": {"a": {"showWhen": "form.|"}}}',
      'a',
    ],
    ['report', '{"kind": "report", "entity": "invoice", "measures": [{"id": "sum"}], "sort": "|"}', '-sum'],
    ['list', '{"kind": "list", "items": [{"code": "a"}, {"code": "b", "parent": "|"}]}', 'a'],
    ['calendar', '{"kind": "calendar", "timezone": "|"}', 'Asia/Shanghai'],
  ])('of a %s: %s offers %s', (kind, text, name) => {
    const of = createCompleter(schemaOf(kind), undefined, known);
    const found = of(text.replace('|', ''), text.indexOf('|'));
    expect(found?.options.map(({ label }) => label)).toContain(name);
  });
});
