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

function chart(title, rows, option) {
  const height = typeof rows === 'number' ? rows : 200;
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
const nameAxis = (names, width, extra = {}) => ({
  type: 'category', data: names, axisTick: { show: false }, axisLine: { lineStyle: { color: colour('line') } },
  axisLabel: { ...axisText(), color: colour('ink'), width, overflow: 'truncate', interval: 0 }, ...extra,
});
const legend = () => ({
  top: 0, left: 0, itemWidth: 12, itemHeight: 10, itemGap: 14, textStyle: axisText(), selectedMode: false,
});
const tooltip = (show = n) => ({
  trigger: 'axis', axisPointer: { type: 'shadow' }, confine: true, valueFormatter: show,
  backgroundColor: colour('card'), borderColor: colour('line'), textStyle: { color: colour('ink'), fontSize: 12 },
});

// Horizontal bars, one line a name; series are {name, colour, data}, stacked when there are several.
function bars(names, series, width, extra = {}) {
  const room = Math.min(200, Math.round(width * 0.34));
  const several = series.length > 1;
  return {
    legend: several ? legend() : undefined,
    grid: { top: several ? (width < 420 && series.length > 4 ? 52 : 30) : 4, bottom: 2, left: 2, right: extra.right ?? 14, containLabel: true },
    tooltip: tooltip(extra.show),
    xAxis: valueAxis(extra.axis),
    yAxis: nameAxis(names, room, { inverse: true }),
    series: series.map(one => ({
      type: 'bar', name: one.name, data: one.data, stack: several ? 'all' : undefined, barMaxWidth: 18,
      itemStyle: { color: colour(one.colour), ...(one.fill ? { color: one.fill } : {}), borderColor: colour('card'), borderWidth: several ? .5 : 0 },
      label: several ? undefined : {
        show: true, position: 'right', color: colour('soft'), fontSize: 12, formatter: p => (extra.label ?? n)(p.value, p.dataIndex),
      },
    })),
  };
}
