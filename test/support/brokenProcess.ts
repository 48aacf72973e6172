/** A process whose way out cannot be computed while the customer's name is no number. */
export const definition = {
  kind: 'process',
  key: 'care.broken',
  version: 1,
  category: 'care',
  title: { 'zh-CN': '故障演示', en: 'Broken' },
  entity: 'customer',
  calendar: 'cn-office',
  trigger: [{ on: 'created', when: "'broken' in entity.tags" }],
  stages: [
    {
      id: 'one',
      title: { 'zh-CN': '联系', en: 'Contact' },
      steps: [
        {
          id: 'call',
          kind: 'human',
          title: { 'zh-CN': '打电话', en: 'Call' },
          assign: { field: '/entity/ownerId' },
        },
      ],
      exit: [{ when: 'double(entity.name) > 1.0', end: 'big' }, { end: 'done' }],
    },
  ],
};
