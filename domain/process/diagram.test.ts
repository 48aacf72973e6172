import type { ProcessDefinition } from '../generated/process';
import { mermaidOf } from './diagram';

const title = (en: string) => ({ 'zh-CN': `${en}（中文）`, en });

const sale: ProcessDefinition = {
  kind: 'process',
  key: 'test.sale',
  version: 1,
  category: 'sales',
  title: title('Sale'),
  roles: { owner: { by: 'field', path: '/entity/ownerId' } },
  stages: [
    {
      id: 'offer',
      title: title('Offer "A" <b> #1 & more'),
      steps: [
        { id: 'price', kind: 'human', title: title('Price'), assign: 'owner' },
        {
          id: 'approve',
          kind: 'approval',
          title: title('Approve'),
          needs: ['price'],
          approvers: ['owner'],
          onReject: { reopen: ['price'] },
        },
        { id: 'reply', kind: 'wait', title: title('Reply'), needs: ['approve'], for: { event: 'replied' } },
      ],
      exit: [
        { when: "steps.reply.out.answer == 'no'", end: 'lost' },
        { when: '`odd`', stay: 'why' },
        { to: 'next' },
      ],
    },
    {
      id: 'contract',
      title: title('Contract'),
      steps: [{ id: 'release', kind: 'approval', approvers: ['owner'], onReject: { to: 'offer' } }],
    },
  ],
  exits: [{ id: 'gone', when: "entity.status == 'lost'", end: 'lost' }],
};

describe('the diagram of a process', () => {
  const lines = mermaidOf(sale, 'en').split('\n');

  it('has each stage with its steps, needs and ways out', () => {
    expect(lines).toEqual(
      expect.arrayContaining([
        'flowchart TD',
        '  start --> stage_offer',
        '    step_offer_price["Price"]',
        '    step_offer_approve{{"Approve"}}',
        '    step_offer_reply(["Reply"])',
        '    step_offer_price --> step_offer_approve',
        '    step_offer_approve -. ✗ .-> step_offer_price',
        '  stage_offer -->|"steps.reply.out.answer == \'no\' → lost"| finish',
        '  stage_offer --> stage_contract',
        '  stage_contract --> finish',
        '  step_contract_release -. "✗" .-> stage_offer',
        '  start -. "gone: entity.status == \'lost\'" .-> finish',
      ]),
    );
    expect(lines.filter((line) => line.trim() === 'end')).toHaveLength(2);
  });

  it('escapes what Mermaid would read', () => {
    expect(lines).toContain('  subgraph stage_offer["Offer #quot;A#quot; #lt;b#gt; #35;1 #amp; more"]');
    for (const line of lines) expect(line.replace(/"[^"]*"/g, '')).not.toMatch(/[<&`"]/);
  });

  it('speaks both languages', () => {
    expect(mermaidOf(sale, 'zh-CN')).toContain('step_offer_price["Price（中文）"]');
  });
});
