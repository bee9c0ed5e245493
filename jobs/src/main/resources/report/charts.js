// Charts. Each is drawn again when the width, the colour scheme or the mode changes, from a function that makes its option.
const charts = [];
const colour = name => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

// Grades from best to worst: by letter, then plus before none before minus.
const gradeRank = grade => grade.charCodeAt(0) * 3 + (grade.endsWith('+') ? 0 : grade.endsWith('-') ? 2 : 1);
const byGrade = (x, y) => gradeRank(x) - gradeRank(y) || (x < y ? -1 : x > y ? 1 : 0);
// Blue for good, sand between, red for bad; told apart by lightness too, for those who do not see the hues.
const GRADE_COLOURS = {
  'A+': 'aplus', 'A': 'a', 'A-': 'aminus', 'B+': 'aminus', 'B': 'b', 'B-': 'b',
  'C+': 'c', 'C': 'c', 'C-': 'cminus', 'D+': 'cminus', 'D': 'd', 'D-': 'dminus', 'E': 'dminus',
};
const gradeColour = grade => colour(GRADE_COLOURS[grade] ?? 'duplicate');

function chart(title, height, option) {
  const element = el('div', { class: 'chart', role: 'img', 'aria-label': title, style: `height:${height}px` });
  charts.push({ element, option, drawing: null });
  return element;
}

function drawCharts() {
  charts.forEach(item => {
    delete item.element.dataset.drawn;
    item.drawing?.dispose();
    item.drawing = echarts.init(item.element, null, { renderer: 'svg' });
    item.drawing.on('finished', () => { item.element.dataset.drawn = 'true'; });
    item.drawing.setOption({
      animation: false,
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: colour('ink') },
      ...item.option(item.element.clientWidth),
    });
  });
}

const axisText = () => ({ color: colour('soft'), fontSize: 12 });
// Short figures for axes: 12000 is 1.2万 in Chinese and 12K in English.
const compact = new Intl.NumberFormat(language, { notation: 'compact', maximumFractionDigits: 1 });

const valueAxis = (extra = {}) => ({
  type: 'value', minInterval: 1, splitNumber: 4,
  axisLabel: { ...axisText(), formatter: value => compact.format(value), hideOverlap: true },
  splitLine: { lineStyle: { color: colour('line') } }, ...extra,
});
const pen = document.createElement('canvas').getContext('2d');

// A text cut to a width in pixels of the page's 12 px type.
function clip(text, room) {
  pen.font = `12px ${getComputedStyle(document.body).fontFamily}`;
  let shown = text;
  while (shown.length > 1 && pen.measureText(shown).width > room) shown = shown.slice(0, -1);
  return shown === text ? text : `${shown.slice(0, -1)}…`;
}

// Names are texts or pairs of a name and what stands in small type under it.
const nameAxis = (names, room, extra = {}) => ({
  type: 'category', data: names.map((_, i) => i), axisTick: { show: false },
  axisLine: { lineStyle: { color: colour('line') } },
  axisLabel: {
    ...axisText(), color: colour('ink'), interval: 0, lineHeight: 14,
    rich: { under: { color: colour('soft'), fontSize: 11, lineHeight: 14 } },
    formatter: value => {
      const [name, under] = [names[value]].flat();
      return under ? `${clip(name, room)}\n{under|${clip(under, room).replace(/[{}|]/g, ' ')}}` : clip(name, room);
    },
  },
  ...extra,
});
const legend = () => ({
  top: 0, left: 0, itemWidth: 12, itemHeight: 10, itemGap: 14, textStyle: axisText(), selectedMode: false,
});
// Made of elements, since names come from outside and ECharts would take a text for markup.
const tooltip = (names, show = n) => ({
  trigger: 'axis', axisPointer: { type: 'shadow' }, confine: true,
  formatter: points => {
    const box = el('div', null, el('strong', null, [names[points[0].dataIndex]].flat().join(' · ')));
    points.forEach(p => box.append(el('div', { class: 'tip' },
      el('span', { class: 'swatch', style: `background:${p.color}` }), `${p.seriesName} ${show(p.value)}`)));
    return box;
  },
  backgroundColor: colour('card'), borderColor: colour('line'), textStyle: { color: colour('ink'), fontSize: 12 },
});

// Width of the widest of some names as the axis shows them, so that the plot begins right of it.
function widest(names, room) {
  pen.font = `12px ${getComputedStyle(document.body).fontFamily}`;
  return Math.ceil(Math.max(0, ...names.flat().map(name => pen.measureText(clip(name, room)).width)));
}

// Horizontal bars, one line a name. Several series are stacked over an axis; a single one carries its figures itself.
function bars(names, series, width, extra = {}) {
  const room = Math.min(220, Math.round(width * 0.34));
  const several = series.length > 1;
  pen.font = `12px ${getComputedStyle(document.body).fontFamily}`;
  const legendLines = Math.ceil(sum(series, one => pen.measureText(one.name).width + 34) / width);
  return {
    legend: several ? legend() : undefined,
    grid: {
      top: several ? 8 + 22 * legendLines : 4, bottom: several ? 24 : 4,
      left: widest(names, room) + 14, right: extra.right ?? 20,
    },
    tooltip: tooltip(names, extra.show),
    xAxis: valueAxis({ ...(several ? {} : { show: false }), ...extra.axis }),
    yAxis: nameAxis(names, room, { inverse: true }),
    series: series.map(one => ({
      type: 'bar', name: one.name, data: one.data, stack: several ? 'all' : undefined, barMaxWidth: 18,
      itemStyle: { color: colour(one.colour), borderColor: colour('card'), borderWidth: several ? .5 : 0 },
      label: several ? undefined : figuresAtTheEnd(extra.label),
    })),
  };
}

const figuresAtTheEnd = (show = n) => ({
  show: true, position: 'right', color: colour('soft'), fontSize: 12, formatter: p => show(p.value, p.dataIndex),
});

// Groups of bars over one another, each to a scale of its own: {names, values, colours}.
function steps(groups, width, show) {
  const room = Math.min(220, Math.round(width * 0.48));
  const left = widest(groups.flatMap(group => group.names), room) + 14;
  const line = 100 / sum(groups, group => group.names.length);
  let above = 0;
  return {
    grid: groups.map(group => {
      const top = above;
      above += line * group.names.length;
      return { top: `${top}%`, height: `${line * group.names.length - 3}%`, left, right: 92 };
    }),
    xAxis: groups.map((_, i) => valueAxis({ gridIndex: i, show: false })),
    yAxis: groups.map((group, i) => nameAxis(group.names, room, { gridIndex: i, inverse: true })),
    series: groups.map((group, i) => ({
      type: 'bar', xAxisIndex: i, yAxisIndex: i, barMaxWidth: 18, label: figuresAtTheEnd(show),
      data: group.values.map((value, k) => ({ value, itemStyle: { color: colour(group.colours[k]) } })),
    })),
  };
}
