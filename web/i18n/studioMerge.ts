/** Texts of Studio about two texts of one draft, and about what stands beside the editor. */
export const studioMergeZh = {
  theyChanged: '对方改了什么',
  differences: '与我的内容相比，对方的版本有哪些不同',
  merge: '逐处合并',
  mergeIntro:
    '两份内容逐处比较。只有一方改过的地方已选好那一方；双方都改过的，请选择用哪一份。合并后仍可继续编辑。',
  mergePlace: '第 {{line}} 行',
  mergeBy_mine: '只有我改了这里',
  mergeBy_theirs: '只有对方改了这里',
  mergeBoth: '双方内容不同，请选择',
  merge_mine: '我的',
  merge_theirs: '对方的',
  noLines: '（没有这几行）',
  undecided: '还有未选择的地方。',
  mergeNow: '合并',
  zoomIn: '放大',
  zoomOut: '缩小',
  zoomFit: '适合宽度',
  formWaits: '文本有错误，显示的是改正前最后的表单。',
} as const;

export const studioMergeEn: { readonly [Key in keyof typeof studioMergeZh]: string } = {
  theyChanged: 'What they changed',
  differences: 'How their version differs from mine',
  merge: 'Merge by hand',
  mergeIntro:
    'Both texts, place by place. Where only one of you changed something, that one is chosen; where both did, choose. You can go on editing afterwards.',
  mergePlace: 'Line {{line}}',
  mergeBy_mine: 'Only I changed this',
  mergeBy_theirs: 'Only they changed this',
  mergeBoth: 'The two differ; choose one',
  merge_mine: 'Mine',
  merge_theirs: 'Theirs',
  noLines: '(nothing here)',
  undecided: 'Some places are not chosen yet.',
  mergeNow: 'Merge',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  zoomFit: 'Fit the width',
  formWaits: 'The text has errors; this is the last form without any.',
};
