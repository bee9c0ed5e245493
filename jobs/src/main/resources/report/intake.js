// What came in: deliveries, the way from rows to grades, refusals.
const rowsOf = items => ({
  read: sum(items, s => s.rows.read), accepted: sum(items, s => s.rows.accepted),
  duplicate: sum(items, s => s.rows.duplicate), corrected: sum(items, s => s.rows.corrected),
  quarantined: sum(items, s => s.rows.quarantined), late: sum(items, s => s.rows.late),
});
const all = rowsOf(report.sources);
const deliveryCount = sum(report.sources, s => s.deliveries);
const balanceCell = missing => missing === 0 ? pill(t('ok'), 'good') : pill(t('off', signed(missing)), 'bad');
const figures = rows => [
  figure(rows.read), figure(rows.accepted), figure(rows.duplicate), figure(rows.quarantined),
  numeric(share(rows.quarantined, rows.read)), figure(rows.late), numeric(share(rows.late, rows.accepted + rows.duplicate)),
];
const figureHeads = ['read', 'accepted', 'duplicate', 'quarantined', 'quarantinedShare', 'late', 'lateShare']
  .map(key => numeric(t(`col.${key}`)));
const sourceName = source => chinese && labels.sources[source]
  ? [labels.sources[source], sub(code(source))] : code(source);

function intakeSection() {
  if (report.deliveries.length === 0) {
    return section('intake', el('div', { class: 'card' }, empty(t('intake.none'))));
  }
  return section('intake', el('div', { class: 'grid' }, sourcesCard(), funnelCard(), deliveriesCard()));
}

function sourcesCard() {
  const names = report.sources.map(s => label('sources', s.source));
  const series = ['accepted', 'duplicate', 'quarantined'].map(key => (
    { name: t(`col.${key}`), colour: key, data: report.sources.map(s => s.rows[key]) }));
  const remarks = s => [
    s.refused > 0 ? sub(t('refused', s.refused)) : null, s.repeated > 0 ? sub(t('repeated', s.repeated)) : null];
  const rows = report.sources.map(s => [
    { text: true, content: [s.department, sub(label('sources', s.source)), sub(code(s.source))] },
    numeric([n(s.deliveries), ...remarks(s)].filter(Boolean)), ...figures(s.rows), balanceCell(s.missing)]);
  const total = [t('col.total'), figure(deliveryCount), ...figures(all), balanceCell(sum(report.sources, s => s.missing))];
  return card('', t('intake.bySource'),
    chart(t('intake.chart'), 44 + 30 * names.length, width => bars(names, series, width)),
    frame(t('intake.bySource'), table(t('intake.chart'),
      [t('col.department'), numeric(t('col.deliveries')), ...figureHeads, t('col.balance')], rows, total), true));
}

function deliveriesCard() {
  const moods = { refused: 'bad', repeated: 'warn', standardised: 'good' };
  const rows = report.deliveries.map(d => {
    const missing = d.rows.read - d.rows.accepted - d.rows.duplicate - d.rows.quarantined;
    const declared = d.declared !== null && d.declared !== d.rows.read ? sub(t('declared', n(d.declared))) : null;
    return [
      { text: true, content: [code(d.file), sub(d.department)] },
      el('div', null, pill(word('delivery', d.status), moods[d.status] ?? ''), d.message ? sub(d.message) : null),
      numeric([n(d.rows.read), declared].filter(Boolean)), ...figures(d.rows).slice(1), balanceCell(missing)];
  });
  const left = deliveryCount > rows.length ? note(t('shown', n(deliveryCount), n(rows.length))) : null;
  return card('', t('intake.deliveries'), left, frame(t('intake.deliveries'), table(t('intake.deliveries'),
    [t('col.file'), t('col.status'), ...figureHeads, t('col.balance')], rows)));
}

function funnelCard() {
  const steps = [
    ['read', all.read, 'duplicate'], ['accepted', all.accepted, 'accepted'],
    ['tied', sum(report.ties, tie => tie.records), 'accepted'], ['touched', report.totals.touched, 'aplus'],
    ['graded', report.totals.graded, 'aplus'], ['moved', sum(movedGrades, m => m.subjects), 'aplus']];
  const names = steps.map(([key]) => t(`funnel.${key}`));
  const option = width => {
    const made = bars(names, [{ name: t('col.count'), colour: 'accepted', data: steps.map(s => s[1]) }], width, { right: 64 });
    made.series[0].data = steps.map(([, value, name]) => ({ value, itemStyle: { color: colour(name) } }));
    return made;
  };
  const ties = report.ties.map(tie => [label('classes', tie.recordClass), figure(tie.records)]);
  return card('', t('funnel.title'), note(t('funnel.note')),
    chart(t('funnel.chart'), 210, option),
    folded(t('funnel.title'), table(t('funnel.chart'), [t('col.step'), numeric(t('col.count'))],
      steps.map(([, value], i) => [names[i], figure(value)]))),
    ties.length > 0 ? folded(t('funnel.byClass'), table(t('funnel.byClass'),
      [t('col.class'), numeric(t('col.records'))], ties)) : null);
}

function rejectsSection() {
  const rejects = report.rejects;
  if (rejects.length === 0) {
    return section('rejects', el('div', { class: 'card' }, empty(t('rejects.none'))));
  }
  const { reasons, rules } = report.totals;
  const fieldName = r => r.field === null ? t('row') : label('fields', `${r.source}.${r.field}`).replace(`${r.source}.`, '');
  const top = rejects.slice(0, 12);
  const names = top.map(r => `${fieldName(r)} · ${r.rule}`);
  const series = [{ name: t('col.reasons'), colour: 'quarantined', data: top.map(r => r.reasons) }];
  const rows = rejects.map(r => [
    { text: true, content: [fieldName(r), r.field === null ? null : sub(code(r.field))] }, code(r.rule),
    { text: true, content: sourceName(r.source) }, figure(r.reasons), numeric(share(r.reasons, reasons)),
    { text: true, content: r.example }]);
  return section('rejects', el('div', { class: 'grid' },
    card('', t('rejects.chart'), note(t('rejects.note', n(all.quarantined), n(reasons), n(rules))),
      chart(t('rejects.chart'), 34 + 26 * top.length, width => bars(names, series, width, {
        right: 96, label: value => `${n(value)}  ${share(value, reasons)}` })),
      rules > rejects.length ? note(t('shown', n(rules), n(rejects.length))) : null,
      frame(t('rejects.chart'), table(t('rejects.chart'), [t('col.field'), t('col.rule'), t('col.source'),
        numeric(t('col.reasons')), numeric(t('col.share')), t('col.example')], rows)))));
}
