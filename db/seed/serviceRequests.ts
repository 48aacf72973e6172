export interface DemoRequest {
  /** Where its process stands; absent for one that is over. */
  stage?: string;
  /** Days from today, by field. */
  /** Days ago that it was reported; its clocks run since then. */
  reported?: number;
  /** It stands still since then: its process is held. */
  status?: 'wait';
  days: Partial<Record<'plannedOn' | 'appointmentOn' | 'respondedAt' | 'doneOn' | 'resolvedAt', number>>;
  values: Record<string, string | number>;
}

/** What customers of 华东仪器 ask its service for. */
export const SERVICE_REQUESTS: DemoRequest[] = [
  {
    stage: 'allocate',
    days: {},
    values: {
      subject: '光谱仪无法开机',
      channel: 'phone',
      type: 'repair',
      priority: 'urgent',
      device: 'GP-200 / SN 10482',
      description: '早上开机后无显示，电源灯不亮，当天有样品要出报告。',
    },
  },
  {
    stage: 'allocate',
    days: {},
    values: {
      subject: '新购色谱仪安装',
      channel: 'email',
      type: 'installation',
      priority: 'normal',
      device: 'HC-310',
      description: '设备已到货，实验室气路下周完工。',
    },
  },
  {
    stage: 'prepare',
    days: { plannedOn: 2 },
    values: {
      subject: '进样器漏液',
      channel: 'web',
      type: 'repair',
      priority: 'high',
      device: 'HC-310 / SN 20917',
      description: '进样后压力不稳，针座处有液体。',
      skill: '液路维修',
      parts: '针座密封圈 HS-06',
    },
  },
  {
    stage: 'prepare',
    days: { plannedOn: 5 },
    values: {
      subject: '方法开发咨询',
      channel: 'email',
      type: 'consultation',
      priority: 'normal',
      description: '需要测定茶叶中的农药残留，询问前处理方法。',
      skill: '应用方法',
    },
  },
  {
    stage: 'execute',
    reported: 9,
    days: { plannedOn: 0, appointmentOn: 0, respondedAt: -1 },
    values: {
      subject: '基线漂移',
      channel: 'phone',
      type: 'repair',
      priority: 'high',
      device: 'GP-200 / SN 10355',
      description: '预热两小时后基线仍持续漂移。',
      skill: '光路校准',
    },
  },
  {
    stage: 'execute',
    status: 'wait',
    days: { plannedOn: 6, appointmentOn: 6, respondedAt: -1 },
    values: {
      subject: '新员工操作培训',
      channel: 'visit',
      type: 'training',
      priority: 'normal',
      device: 'GP-300',
      description: '三名新检测员需要半天操作培训。',
    },
  },
  {
    stage: 'complete',
    days: { plannedOn: -2, appointmentOn: -1, respondedAt: -3, doneOn: -1 },
    values: {
      subject: '光源更换',
      channel: 'phone',
      type: 'repair',
      priority: 'normal',
      device: 'GP-200 / SN 10117',
      description: '光源使用已超过两千小时，强度报警。',
      parts: '光源 LS-3',
      cost: '2600',
      result: '更换光源并重新校准波长，强度恢复正常。',
    },
  },
  {
    stage: 'feedback',
    days: { plannedOn: -6, appointmentOn: -5, respondedAt: -7, doneOn: -5, resolvedAt: -4 },
    values: {
      subject: '软件升级',
      channel: 'web',
      type: 'other',
      priority: 'normal',
      device: '工作站 V5',
      description: '希望升级到带审计追踪的版本。',
      cost: '0',
      result: '升级到 V6.2，历史数据已迁移并核对。',
    },
  },
  {
    days: { plannedOn: -41, appointmentOn: -40, respondedAt: -42, doneOn: -40, resolvedAt: -40 },
    values: {
      subject: '年度校准',
      channel: 'email',
      type: 'other',
      priority: 'normal',
      device: 'GP-200 / SN 10482',
      cost: '1200',
      result: '各项指标合格，已出具校准报告。',
      satisfaction: 5,
      comment: '工程师专业，报告及时。',
    },
  },
  {
    days: { plannedOn: -70, appointmentOn: -69, respondedAt: -72, doneOn: -66, resolvedAt: -64 },
    values: {
      subject: '高压泵异响',
      channel: 'phone',
      type: 'repair',
      priority: 'high',
      device: 'HC-310 / SN 20655',
      cost: '3850',
      result: '第二次上门更换柱塞杆后恢复正常。',
      satisfaction: 2,
      comment: '来了两次才修好，耽误了一周检测。',
      followUp: '上门致歉，赠送一次年度保养，备件改为工程师随车携带。',
    },
  },
];
