// The small drawings: a trend line, a bar of the share that was returned against its target, and
// a strip of states.

import { el, setAttribute, svg } from './dom.js';
import { percent } from './format.js';

const width = 100, height = 24, edge = 2;

// A null is a time of which nothing is known; it stands at the beginning only.
function points(values) {
  const most = Math.max(...values, 1e-9), step = width / Math.max(1, values.length - 1);
  return values.map((value, i) => [i * step, value]).filter(([, value]) => value != null)
    .map(([x, value]) => `${x.toFixed(1)},${(height - edge - (value / most) * (height - 2 * edge)).toFixed(1)}`);
}

// A line from zero to the largest of the values, oldest first.
export function trend(label) {
  const area = svg('polygon', { class: 'area' }), line = svg('polyline', { class: 'line' });
  const node = svg('svg', { class: 'trend', viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: 'none', role: 'img', 'aria-label': label }, area, line);
  const set = (values) => {
    const drawn = values.length > 1 ? points(values) : [];
    setAttribute(line, 'points', drawn.join(' '));
    setAttribute(area, 'points', drawn.length ? `${drawn[0].split(',')[0]},${height} ${drawn.join(' ')} ${width},${height}` : '');
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
    setAttribute(node, 'aria-label', `share returned in the last minute: ${percent(shareGiven)}, target ${percent(share)}`);
  };
  return { node, set };
}

// What a letter of a strip looks like: its colour, and whether it stands out by its height.
const tones = { u: '--up', f: '--warn', s: '--warn', n: '--blank', d: '--down', '-': '--line' };

// "uuuud" -> [["u", 4], ["d", 1]]
const runs = (letters) => (letters.match(/(.)\1*/g) ?? []).map((run) => [run[0], run.length]);

function gradient(letters, isShown) {
  let at = 0;
  const stops = runs(letters).map(([letter, length]) => {
    const from = at;
    at += (100 * length) / letters.length;
    return `${isShown(letter) ? `var(${tones[letter]})` : 'transparent'} ${from.toFixed(2)}% ${at.toFixed(2)}%`;
  });
  return `linear-gradient(to right, ${stops.join(', ')})`;
}

// The states of the last 24 hours: what is down stands higher than what is up.
export function stateStrip() {
  const node = el('span', { class: 'strip', role: 'img', hidden: true });
  const set = ({ letters, step }) => {
    node.hidden = false;
    const key = `${letters} ${step}`;
    if (node.dataset.key === key) return;
    node.dataset.key = key;
    const seen = letters.replaceAll('-', '').length, down = letters.replaceAll(/[^d]/g, '').length;
    const text = `last 24 h: down in ${down} of ${seen} steps of ${step / 60} min`;
    node.style.setProperty('background-image', `${gradient(letters, (letter) => letter === 'd')}, ${gradient(letters, (letter) => letter !== 'd')}`);
    setAttribute(node, 'aria-label', text);
    setAttribute(node, 'title', text);
  };
  return { node, set };
}
