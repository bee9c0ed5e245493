// Grades: their distribution and its change, and how they lie over the cities.
const graded = policy => sum(report.standing.filter(s => s.policy === policy), s => s.subjects);
// The policy with the most subjects first.
const policies = [...new Set([...report.standing, ...report.before].map(item => item.policy))]
  .sort((x, y) => graded(y) - graded(x) || (x < y ? -1 : 1));
const movedGrades = report.moves.filter(move => move.from !== null);
const isUp = move => byGrade(move.to, move.from) < 0;

function gradesSection() {
  if (policies.length === 0) {
    return section('grades', el('div', { class: 'card' }, empty(t('grades.none'))));
  }
  return section('grades', policies.map(policy => el('div', { class: 'grid' },
    distributionCard(policy), movesCard(policy), causesCard(policy))));
}

// All grades of a policy that anything on the page mentions, best first.
function gradesOf(policy) {
  const of = items => items.filter(item => item.policy === policy);
  return [...new Set([
    ...of(report.standing).map(s => s.grade), ...of(report.before).map(b => b.grade),
    ...of(report.moves).flatMap(m => [m.from ?? m.to, m.to])])].sort(byGrade);
}

const swatch = grade => el('span', { class: 'swatch', style: `background:var(--${GRADE_COLOURS[grade] ?? 'duplicate'})` });

function distributionCard(policy) {
  const grades = gradesOf(policy);
  const count = (items, grade) => sum(items.filter(i => i.policy === policy && i.grade === grade), i => i.subjects);
  const now = grades.map(grade => count(report.standing, grade));
  const before = grades.map(grade => count(report.before, grade));
  const compared = report.before.length > 0;
  const moved = report.moves.some(move => move.policy === policy);
  const title = t('grades.chart', label('policies', policy));
  const option = width => ({
    legend: compared ? legend() : undefined,
    grid: { top: compared ? 40 : 20, bottom: 24, left: 44, right: 2 },
    tooltip: tooltip(grades),
    xAxis: nameAxis(grades, 60),
    yAxis: valueAxis(),
    series: [
      ...(compared ? [{ type: 'bar', name: t('grades.before'), data: before, barMaxWidth: 22, barGap: '8%', itemStyle: { color: colour('before') } }] : []),
      {
        type: 'bar', name: t('grades.now'), barMaxWidth: 22, itemStyle: { color: colour('aplus') },
        data: now.map((value, i) => ({ value, itemStyle: { color: gradeColour(grades[i]) } })),
        label: { show: width > 420, position: 'top', color: colour('soft'), fontSize: 11, formatter: p => compact.format(p.value) },
      }],
  });
  const rows = grades.map((grade, i) => [el('span', null, swatch(grade), grade), figure(now[i]), numeric(share(now[i], sum(now, v => v))),
    ...(compared ? [figure(before[i]), numeric(signed(now[i] - before[i]))] : [])]);
  return card(moved ? 'five' : '', title, moved ? null : note(t('grades.moves.none')), chart(title, moved ? 290 : 200, option), folded(title, table(title,
    [t('col.grade'), numeric(t('grades.now')), numeric(t('col.share')),
      ...(compared ? [numeric(t('grades.before')), numeric(t('grades.change'))] : [])], rows)));
}

function movesCard(policy) {
  const moves = report.moves.filter(move => move.policy === policy);
  if (moves.length === 0) {
    return null;
  }
  const grades = gradesOf(policy);
  const old = moves.filter(move => move.from !== null);
  const most = Math.max(1, ...old.map(move => move.subjects));
  const cell = (from, to) => {
    const subjects = sum(moves.filter(m => m.from === from && m.to === to), m => m.subjects);
    if (from === to) return el('td', { class: 'same' }, '·');
    if (subjects === 0) return el('td', null, '');
    const weight = from === null ? 0 : Math.round(14 + 34 * Math.sqrt(subjects / most));
    const tone = from !== null && byGrade(to, from) < 0 ? 'accepted' : 'quarantined';
    return el('td', { style: weight > 0 ? `background:color-mix(in srgb, var(--${tone}) ${weight}%, var(--card))` : null }, n(subjects));
  };
  const line = from => el('tr', null,
    el('th', { scope: 'row' }, from ?? t('grades.new')), grades.map(to => cell(from, to)));
  const fresh = moves.filter(move => move.from === null);
  return card('third', t('grades.moves'),
    note(t('grades.moves.note', n(sum(old.filter(isUp), m => m.subjects)), n(sum(old.filter(m => !isUp(m)), m => m.subjects)),
      n(sum(fresh, m => m.subjects)))),
    frame(`${label('policies', policy)} · ${t('grades.moves')}`, el('table', { class: 'heat' }, el('caption', null, t('grades.moves.caption')),
      el('thead', null, el('tr', null, el('th', { scope: 'col' }, t('grades.from')),
        grades.map(grade => el('th', { scope: 'col' }, grade)))),
      el('tbody', null, grades.map(line), fresh.length > 0 ? line(null) : null)), true));
}

function causesCard(policy) {
  const causes = report.causes.filter(cause => cause.policy === policy);
  if (!report.moves.some(move => move.policy === policy)) {
    return null;
  }
  if (causes.length === 0) {
    return card('quarter', t('grades.causes'), empty(t('grades.causes.none')));
  }
  const most = Math.max(...causes.map(c => c.rose + c.fell));
  const strip = (tone, value) => el('span', { style: `background:var(--${tone});width:${(100 * value / most).toFixed(1)}%` });
  const name = c => label('indicators', `${policy}.${c.indicator}`).replace(`${policy}.`, '');
  const rows = causes.map(c => [
    { text: true, content: [name(c), el('span', { class: 'split', 'aria-hidden': 'true' }, strip('accepted', c.rose), strip('quarantined', c.fell))] },
    figure(c.rose), figure(c.fell)]);
  const title = `${label('policies', policy)} · ${t('grades.causes')}`;
  return card('quarter', t('grades.causes'), note(t('grades.causes.note')), frame(title, table(title,
    [t('col.indicator'), numeric(t('grades.rose')), numeric(t('grades.fell'))], rows), true));
}

function citiesSection() {
  if (report.standing.length === 0) {
    return section('cities', el('div', { class: 'card' }, empty(t('cities.none'))));
  }
  return section('cities', el('div', { class: 'grid' },
    policies.filter(policy => graded(policy) > 0).map(citiesCard)));
}

function citiesCard(policy) {
  const standing = report.standing.filter(s => s.policy === policy);
  const grades = gradesOf(policy);
  const cities = [...new Set(standing.map(s => s.city))].sort((x, y) => (x === '') - (y === '') || (x < y ? -1 : 1));
  const count = (city, grade) => sum(standing.filter(s => s.city === city && s.grade === grade), s => s.subjects);
  const total = city => sum(standing.filter(s => s.city === city), s => s.subjects);
  const title = t('cities.chart', label('policies', policy));
  let mode = 'share';
  const option = width => bars(cities.map(cityName), grades.map(grade => ({
    name: grade, colour: GRADE_COLOURS[grade] ?? 'duplicate',
    data: cities.map(city => mode === 'share' ? count(city, grade) / total(city) : count(city, grade)),
  })), width, mode === 'share'
    ? { show: value => percentage.format(value), axis: { max: 1, minInterval: 0, interval: .25, axisLabel: { ...axisText(), formatter: value => percentage.format(value) } } }
    : {});
  const drawn = chart(title, 48 + 24 * cities.length, option);
  const button = key => el('button', { type: 'button', 'aria-pressed': String(key === mode), 'data-mode': key }, t(`cities.${key}`));
  const modes = el('div', { class: 'modes', role: 'group', 'aria-label': t('cities.mode') }, button('share'), button('count'));
  modes.addEventListener('click', event => {
    mode = event.target.dataset.mode ?? mode;
    modes.querySelectorAll('button').forEach(b => b.setAttribute('aria-pressed', String(b.dataset.mode === mode)));
    drawCharts();
  });
  const low = grades.filter(grade => grade >= 'C');
  const rows = cities.map(city => [cityName(city), figure(total(city)), ...grades.map(grade => figure(count(city, grade))),
    numeric(share(sum(low, grade => count(city, grade)), total(city)))]);
  const foot = [t('col.total'), figure(sum(cities, total)), ...grades.map(grade => figure(sum(cities, city => count(city, grade)))),
    numeric(share(sum(low, grade => sum(cities, city => count(city, grade))), sum(cities, total)))];
  const made = card(policies.length > 1 ? 'half' : '', title, drawn, folded(title, table(title,
    [t('col.city'), numeric(t('col.subjects')), ...grades.map(numeric), numeric(t('cities.low'))], rows, foot)));
  made.querySelector('.top').append(modes);
  return made;
}
