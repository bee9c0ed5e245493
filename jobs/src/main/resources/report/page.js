// The page: head, figures, warnings, the run; then everything put together.
function head() {
  const night = report.night;
  const moods = { published: 'good', withheld: 'bad', rolled_back: 'warn' };
  const fact = (name, value) => el('div', null, el('dt', null, name), el('dd', null, value));
  const failed = report.audits.filter(audit => !audit.passed && audit.severity !== 'warn');
  const banner = {
    withheld: () => el('div', { class: 'banner', role: 'note' }, failed.length > 0 ? t('withheld.why') : t('withheld.none'),
      failed.length > 0 ? el('ul', null, failed.map(a => el('li', null,
        `${word('auditName', a.name)}: ${auditFound(a)} (${t('col.expected')}: ${a.expected})`))) : null),
    rolled_back: () => el('div', { class: 'banner', role: 'note' }, t('rolled_back.why')),
  }[night.status];
  document.getElementById('head').append(
    el('p', { class: 'over' }, t('title')),
    el('div', { class: 'headline' }, el('h1', null, night.release), pill(t(`status.${night.status}`), moods[night.status])),
    el('dl', { class: 'facts' },
      fact(t('fact.night'), night.runDate),
      fact(t(night.status === 'withheld' ? 'fact.withheld' : 'fact.published'), night.publishedAt),
      fact(t('fact.base'), night.base ?? t('fact.first'))),
    banner ? banner() : '');
}

function keys() {
  const { subjects, touched } = report.totals;
  const up = sum(movedGrades.filter(isUp), m => m.subjects);
  const moved = sum(movedGrades, m => m.subjects);
  const warnings = sum(report.warningCounts, w => w.warnings);
  const alerts = sum(report.warningCounts.filter(w => w.severity === 'alert'), w => w.warnings);
  const key = (name, value, remark) => el('div', null, el('dt', null, t(`key.${name}`)),
    el('dd', { class: 'value' }, n(value)), el('dd', { class: 'note' }, remark));
  return el('dl', { class: 'keys', 'aria-label': t('key.title') },
    key('read', all.read, t('key.read.note', n(deliveryCount), n(report.sources.length))),
    key('accepted', all.accepted, share(all.accepted, all.read)),
    key('duplicate', all.duplicate, t('key.duplicate.note', share(all.duplicate, all.read), n(all.corrected))),
    key('quarantined', all.quarantined, share(all.quarantined, all.read)),
    key('subjects', subjects, t('key.subjects.note', n(touched))),
    key('graded', report.totals.graded, t('key.graded.note', n(sum(report.standing, s => s.subjects)))),
    key('moved', moved, t('key.moved.note', n(up), n(moved - up))),
    key('warnings', warnings, t('key.warnings.note', n(alerts))));
}

function balance() {
  const bad = sum(report.sources, s => s.unbalanced);
  const verdict = deliveryCount === 0 ? pill(t('balance.none'), '')
    : bad === 0 ? pill(`✓ ${t('balance.ok', n(deliveryCount))}`, 'good')
    : pill(`✗ ${t('balance.bad', n(bad))}`, 'bad');
  return el('p', { class: 'balance' }, el('strong', null, t('balance.title')),
    el('span', { class: 'sum' }, t('balance.sum', n(all.read), n(all.accepted), n(all.duplicate), n(all.quarantined))), verdict);
}

const severityMoods = { alert: 'bad', warning: 'warn', notice: '' };

function warningsSection() {
  const counts = [...report.warningCounts].sort((x, y) =>
    Object.keys(severityMoods).indexOf(x.severity) - Object.keys(severityMoods).indexOf(y.severity));
  if (counts.length === 0) {
    return section('warnings', el('div', { class: 'card' }, empty(t('warnings.none'))));
  }
  const severity = item => pill(word('severity', item.severity), severityMoods[item.severity] ?? '');
  const total = sum(counts, w => w.warnings);
  const rows = report.warnings.map(w => [
    { text: true, content: [w.subject || t('unknown'), sub(code(w.uscc))] }, severity(w), word('warningRule', w.rule),
    cityName(w.city), { text: true, content: w.message }]);
  const left = total > rows.length ? note(t('shown', n(total), n(rows.length))) : null;
  const summary = table(t('warnings.byRule'), [t('col.rule'), t('col.severity'), numeric(t('col.count'))],
    counts.map(w => [word('warningRule', w.rule), severity(w), figure(w.warnings)]),
    [t('col.total'), '', figure(total)]);
  return section('warnings', el('div', { class: 'grid' },
    card('third', t('warnings.byRule'), frame(t('warnings.byRule'), summary, true)),
    card('two-thirds', t('warnings.list'), left, frame(t('warnings.list'), table(t('warnings.list'),
      [t('col.subject'), t('col.severity'), t('col.rule'), t('col.city'), t('col.message')], rows)))));
}

const listColours = { red: 'good', black: 'bad' };

function listsSection() {
  if (report.listings.length === 0) {
    return section('lists', el('div', { class: 'grid' }, el('div', { class: 'card' }, empty(t('lists.none'))), ...drawsCard()));
  }
  const rows = report.listings.map(l => [
    { text: true, content: [l.title, sub(l.list)] }, pill(word('listColour', l.colour), listColours[l.colour] ?? ''),
    figure(l.listed), figure(l.joined), figure(l.left), figure(l.suspended), figure(l.toCome)]);
  return section('lists', el('div', { class: 'grid' }, card('', t('lists.byList'), note(t('lists.note')), frame(t('lists.byList'),
    table(t('lists.byList'), [t('col.list'), t('col.colour'), numeric(t('col.listed')), numeric(t('col.joined')),
      numeric(t('col.left')), numeric(t('col.suspended')), numeric(t('col.toCome'))], rows), true)), ...drawsCard()));
}

function drawsCard() {
  return report.draws.length === 0 ? [] : [card('', t('draws.title'), note(t('draws.note')), frame(t('draws.title'),
    table(t('draws.title'), [t('col.campaign'), numeric(t('col.drawn')), numeric(t('col.unassigned'))],
      report.draws.map(d => [{ text: true, content: [d.title, sub(d.campaign)] }, figure(d.subjects), figure(d.unassigned)])), true))];
}

function auditFound(audit) {
  return audit.subject === '' ? audit.found : `${label('sources', audit.subject)}: ${audit.found}`;
}

function auditPill(audit) {
  return audit.passed ? pill(t('audit.passed'), 'good')
    : audit.severity === 'warn' ? pill(t('audit.warned'), 'warn') : pill(t('audit.failed'), 'bad');
}

function runSection() {
  const audits = report.audits.map(a => [
    word('auditName', a.name), auditPill(a),
    { text: true, content: [auditFound(a), a.expected === '' ? null : sub(`${t('col.expected')} ${a.expected}`),
      a.passed || a.message === '' ? null : sub(a.message)].filter(part => part !== null) }]);
  const end = Math.max(1, ...report.stages.map(s => s.offset + (s.millis ?? 0)));
  const lane = s => el('div', { class: 'lane', 'aria-hidden': 'true' }, el('span', {
    style: `left:${(100 * s.offset / end).toFixed(2)}%;width:${(100 * (s.millis ?? 0) / end).toFixed(2)}%` }));
  const moods = { done: 'good', failed: 'bad', withheld: 'bad', running: 'warn' };
  const stages = report.stages.map(s => [
    [word('stage', s.stage), ' ', s.status === 'done' ? null : pill(word('run', s.status), moods[s.status] ?? '')].filter(Boolean),
    s.startedAt.slice(-8), numeric(s.millis === null ? '–' : duration(s.millis)), lane(s),
    { text: true, content: el('div', { class: 'counts' }, Object.entries(s.counters).map(([name, value]) => el('span', null, `${name} ${n(value)}`))) },
  ].map((item, i) => i === 0 ? { content: item } : item));
  return section('run', el('div', { class: 'grid' },
    card('five', t('audits.title'), audits.length === 0 ? empty(t('audits.none')) : frame(t('audits.title'),
      table(t('audits.title'), [t('col.audit'), t('col.result'), t('col.found')], audits), true)),
    card('seven', t('stages.title'), stages.length === 0 ? empty(t('stages.none')) : [
      note(t('stages.total', duration(end))),
      frame(t('stages.title'), table(t('stages.title'), [t('col.stage'), t('col.started'), numeric(t('col.duration')),
        t('stages.lanes'), t('col.counters')], stages), true)])));
}

head();
const sections = [intakeSection(), rejectsSection(), gradesSection(), citiesSection(), warningsSection(), listsSection(), runSection()];
document.getElementById('head').after(el('nav', { 'aria-label': t('nav') }, el('ul', null,
  sections.map(s => el('li', null, el('a', { href: `#${s.id}` }, t(`${s.id}.title`)))))));
document.getElementById('main').append(keys(), balance(), ...sections);
document.getElementById('foot').append(el('p', null, t('foot', report.night.release)));
drawCharts();

let width = innerWidth;
addEventListener('resize', () => {
  if (innerWidth !== width) {
    width = innerWidth;
    drawCharts();
  }
});
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawCharts);
document.documentElement.dataset.ready = String(charts.length);
