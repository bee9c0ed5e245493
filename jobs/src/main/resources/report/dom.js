// Words, figures and elements. Whatever comes from outside becomes a text node, never markup.
const { language, texts, labels, report } = JSON.parse(document.getElementById('content').textContent);
const chinese = language.startsWith('zh');

function t(key, ...values) {
  return (texts[key] ?? key).replace(/\{(\d)\}/g, (_, i) => values[i]);
}
// A word of the page for a key of the lake; the key itself when the page knows none.
const word = (family, key) => texts[`${family}.${key}`] ?? key;
// The labels of contracts and policies are Chinese.
const label = (kind, key) => (chinese && labels[kind][key]) || key;
const cityName = code => code === '' ? t('cities.unknown') : texts[`city.${code}`] ?? labels.cities[code] ?? code;

const integer = new Intl.NumberFormat(language);
const percentage = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 });
const n = value => integer.format(value);
const share = (part, whole) => whole > 0 ? percentage.format(part / whole) : '–';
const signed = value => value > 0 ? `+${n(value)}` : value < 0 ? `−${n(-value)}` : '0';
const sum = (items, of) => items.reduce((total, item) => total + of(item), 0);
const duration = ms => ms >= 60000
  ? t('unit.minutes', Math.floor(ms / 60000), Math.floor(ms % 60000 / 1000))
  : t('unit.seconds', (ms / 1000).toFixed(1));

function el(tag, attributes, ...children) {
  const element = document.createElement(tag);
  Object.entries(attributes ?? {}).forEach(([name, value]) => {
    if (value !== undefined && value !== null) element.setAttribute(name, value);
  });
  element.append(...children.flat().filter(child => child !== null && child !== undefined));
  return element;
}

const note = text => el('p', { class: 'note' }, text);
const empty = text => el('p', { class: 'empty' }, text);
const pill = (text, mood) => el('span', { class: `pill ${mood}` }, text);
const code = text => el('span', { class: 'code' }, text);
const sub = text => el('span', { class: 'sub' }, text);
const figure = value => ({ num: true, content: value === 0 ? el('span', { class: 'zero' }, '0') : n(value) });
const unseen = text => el('span', { class: 'unseen' }, text);
const numeric = content => ({ num: true, content });

// A table: heads are texts, or {num, content} for columns of figures; the first cell of a row is its head.
// The caption is for those who hear the page: to the eye it would repeat the card's title.
function table(caption, heads, rows, foot) {
  const cell = (item, first, scope) => {
    const plain = item instanceof Node || typeof item !== 'object' || item === null;
    const { num, text, content } = plain ? { content: item } : item;
    const kind = num ? 'num' : text ? 'text' : undefined;
    return el(first || scope === 'col' ? 'th' : 'td', { class: kind, scope: scope ?? (first ? 'row' : undefined) },
      [content].flat());
  };
  const line = row => el('tr', null, row.map((item, i) => cell(item, i === 0)));
  return el('table', null,
    el('caption', null, unseen(caption)),
    el('thead', null, el('tr', null, heads.map(head => cell(head, false, 'col')))),
    el('tbody', null, rows.map(line)),
    foot ? el('tfoot', null, line(foot)) : null);
}

// A wide table scrolls inside its own frame, which the keyboard can reach.
const frame = (name, content, free) =>
  el('div', { class: free ? 'scroll free' : 'scroll', tabindex: 0, role: 'region', 'aria-label': name }, content);
const folded = (name, content) => el('details', null, el('summary', null, `${t('data')} · ${name}`), frame(`${t('data')} · ${name}`, content));

function card(size, title, ...content) {
  return el('div', { class: `card ${size}` }, el('div', { class: 'top' }, el('h3', null, title)), ...content);
}

function section(id, ...content) {
  return el('section', { id, 'aria-labelledby': `${id}-title` },
    el('h2', { id: `${id}-title` }, t(`${id}.title`)), ...content);
}
