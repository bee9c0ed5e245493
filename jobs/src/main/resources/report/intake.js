// What came in: deliveries, the way from rows to grades, refusals.
const rowsOf = items => ({
  read: sum(items, s => s.rows.read), accepted: sum(items, s => s.rows.accepted),
  duplicate: sum(items, s => s.rows.duplicate), corrected: sum(items, s => s.rows.corrected),
  quarantined: sum(items, s => s.rows.quarantined), late: sum(items, s => s.rows.late),
});
const all = rowsOf(report.sources);
const deliveryCount = sum(report.sources, s => s.deliveries);
const balanceCell = (missing, unbalanced = missing) => unbalanced === 0
  ? el('span', { class: 'yes' }, el('span', { 'aria-hidden': 'true' }, '✓'), unseen(t('ok'))) : pill(t('off', signed(missing)), 'bad');
const figures = rows => [
  figure(rows.read), figure(rows.accepted), figure(rows.duplicate), figure(rows.quarantined),
  numeric(share(rows.quarantined, rows.read)), figure(rows.late), numeric(share(rows.late, rows.accepted + rows.duplicate)),
];
const figureHeads = ['read', 'accepted', 'duplicate', 'quarantined', 'quarantinedShare', 'late', 'lateShare']
  .map(key => numeric(t(`col.${key}`)));
// What a source sends and its name: 行政处罚 penalty_publicity; the name alone where there is no label.
const sourceName = source => sub(label('sources', source) === source ? code(source) : [labels.sources[source], ' ', code(source)]);

function intakeSection() {
  if (report.deliveries.length === 0) {
    return section('intake', el('div', { class: 'card' }, empty(t('intake.none'))));
  }
  return section('intake', el('div', { class: 'grid' }, sourceCards(), deliveriesCard()));
}

function sourceCards() {
  const names = report.sources.map(s => [s.department, label('sources', s.source)]);
  const series = ['accepted', 'duplicate', 'quarantined'].map(key => (
    { name: t(`col.${key}`), colour: key, data: report.sources.map(s => s.rows[key]) }));
  const remarks = s => [
    s.refused > 0 ? sub(t('refused', s.refused)) : null, s.repeated > 0 ? sub(t('repeated', s.repeated)) : null];
  const rows = report.sources.map(s => [
    { text: true, content: [s.department, sourceName(s.source)] },
    numeric([n(s.deliveries), ...remarks(s)].filter(Boolean)), ...figures(s.rows), balanceCell(s.missing, s.unbalanced)]);
  const total = [t('col.total'), figure(deliveryCount), ...figures(all), balanceCell(sum(report.sources, s => s.missing), sum(report.sources, s => s.unbalanced))];
  return [
    card('seven', t('intake.bySource'), chart(t('intake.chart'), 54 + 36 * names.length, width => bars(names, series, width))),
    funnelCard(),
    card('', t('intake.table'), frame(t('intake.table'), table(t('intake.chart'),
      [t('col.department'), numeric(t('col.deliveries')), ...figureHeads, t('col.balance')], rows, total), true))];
}

function deliveriesCard() {
  const moods = { refused: 'bad', missing: 'bad', repeated: 'warn' };
  const rows = report.deliveries.map(d => {
    const missing = d.rows.read - d.rows.accepted - d.rows.duplicate - d.rows.quarantined;
    const declared = d.declared !== null && d.declared !== d.rows.read ? sub(t('declared', n(d.declared))) : null;
    return [
      { text: true, content: [code(d.file), sub(d.department)] },
      { text: true, content: [moods[d.status] ? pill(word('delivery', d.status), moods[d.status]) : word('delivery', d.status),
        d.message ? sub(d.message) : null] },
      numeric([n(d.rows.read), declared].filter(Boolean)), ...figures(d.rows).slice(1), balanceCell(missing)];
  });
  const left = deliveryCount > rows.length ? note(t('shown', n(deliveryCount), n(rows.length))) : null;
  return card('', t('intake.deliveries'), left, frame(t('intake.deliveries'), table(t('intake.deliveries'),
    [t('col.file'), t('col.status'), ...figureHeads, t('col.balance')], rows)));
}

// Rows and subjects differ by orders of magnitude, so each has its own scale.
function funnelCard() {
  const rows = [['read', all.read], ['accepted', all.accepted], ['tied', sum(report.ties, tie => tie.records)]];
  const subjects = [['touched', report.totals.touched], ['graded', report.totals.graded],
    ['moved', sum(movedGrades, m => m.subjects)]];
  const group = (of, colours) => ({ names: of.map(([key]) => t(`funnel.${key}`)), values: of.map(([, value]) => value), colours });
  const groups = [group(rows, ['duplicate', 'accepted', 'accepted']), group(subjects, ['a', 'aplus', 'quarantined'])];
  const lines = groups.flatMap(g => g.names.map((name, i) => [name, figure(g.values[i])]));
  const ties = report.ties.map(tie => [label('classes', tie.recordClass), figure(tie.records)]);
  return card('five', t('funnel.title'), note(t('funnel.note')),
    chart(t('funnel.chart'), 210, width => steps(groups, width, value => n(value))),
    folded(t('funnel.title'), table(t('funnel.chart'), [t('col.step'), numeric(t('col.count'))], lines)),
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
  const names = top.map(r => [fieldName(r), r.rule]);
  const series = [{ name: t('col.reasons'), colour: 'quarantined', data: top.map(r => r.reasons) }];
  const rows = rejects.map(r => [
    { text: true, content: [fieldName(r), sub(label('sources', r.source))] }, figure(r.reasons), numeric(share(r.reasons, reasons)), code(r.rule),
    { text: true, content: r.example }]);
  return section('rejects', el('div', { class: 'grid' },
    card('five', t('rejects.chart'), note(t('rejects.note', n(all.quarantined), n(reasons), n(rules))),
      chart(t('rejects.chart'), 34 + 36 * top.length, width => bars(names, series, width, {
        right: 96, label: value => `${n(value)}  ${share(value, reasons)}` }))),
    card('seven', t('rejects.table'), rules > rejects.length ? note(t('shown', n(rules), n(rejects.length))) : null,
      frame(t('rejects.table'), table(t('rejects.chart'), [t('col.field'),
        numeric(t('col.reasons')), numeric(t('col.share')), t('col.rule'), t('col.example')], rows)))));
}
