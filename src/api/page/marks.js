// The small drawings: a trend line, and a bar of what was given against what was meant.

import { el, setAttribute, svg } from './dom.js';
import { percent } from './format.js';

const width = 100, height = 24, edge = 2;

function points(values) {
  const most = Math.max(...values, 1e-9), step = width / Math.max(1, values.length - 1);
  return values.map((value, i) => `${(i * step).toFixed(1)},${(height - edge - (value / most) * (height - 2 * edge)).toFixed(1)}`);
}

// A line from zero to the largest of the values, oldest first.
export function trend(label) {
  const area = svg('polygon', { class: 'area' }), line = svg('polyline', { class: 'line' });
  const node = svg('svg', { class: 'trend', viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: 'none', role: 'img', 'aria-label': label }, area, line);
  const set = (values) => {
    const drawn = values.length > 1 ? points(values) : [];
    setAttribute(line, 'points', drawn.join(' '));
    setAttribute(area, 'points', drawn.length ? `0,${height} ${drawn.join(' ')} ${width},${height}` : '');
  };
  return { node, set };
}

// Shares of a pool of many members are small: then the bars' end is the largest share, not the whole.
export function shareScale(members) {
  const most = Math.max(...members.map((member) => Math.max(member.share ?? 0, member.share_given ?? 0)), 1e-9);
  return most > 0.15 ? 1 : most * 1.2;
}

export function shareBar() {
  const given = el('i', { class: 'given' }), target = el('i', { class: 'target' });
  const node = el('span', { class: 'bar', role: 'img' }, given, target);
  const set = (share, shareGiven, scale) => {
    const place = (value) => `${Math.min(100, (100 * value) / scale).toFixed(2)}%`;
    given.style.setProperty('inline-size', place(shareGiven ?? 0));
    target.style.setProperty('inset-inline-start', place(share ?? 0));
    target.hidden = !share;
    setAttribute(node, 'aria-label', `${percent(shareGiven)} given, ${percent(share)} meant`);
  };
  return { node, set };
}
