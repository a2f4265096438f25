// The first glance: one sentence, what is wrong, and the figures of the server.

import { byId, el, icon, reconcile, setAttribute, setIcon, setText } from './dom.js';
import { clock, count, duration, plural, rate } from './format.js';
import { trend } from './marks.js';

const icons = { healthy: 'up', degraded: 'degraded', critical: 'down', unknown: 'unknown' };
const box = byId('verdict'), problemRows = new Map();
const sentence = box.querySelector('.sentence'), detail = box.querySelector('.detail'), problems = box.querySelector('.problems');
const few = 5; // lines of a kind
const rates = []; // of the last two minutes, a value a second

// "web is down.", named where there is one.
function poolsIn(state, number, troubled) {
  if (number > 1) return `${count(number)} pools are ${state}.`;
  return `${troubled.find((pool) => pool.state === state)?.name ?? 'A pool'} is ${state}.`;
}

// The sentence of a level that the server gave.
function sentenceOf({ level, pools, zones, problems: list }, troubled) {
  if (level === 'healthy') return 'Healthy.';
  if (zones.broken.length) return zones.broken.length === 1 ? 'A zone is broken.' : `${zones.broken.length} zones are broken.`;
  if (pools.down) return poolsIn('down', pools.down, troubled);
  if (pools.degraded && list.length === pools.degraded) return poolsIn('degraded', pools.degraded, troubled);
  return `${plural(list.length, 'problem')}.`;
}

function summary({ zones, pools, members }) {
  const aside = [[members.drain, 'in drain'], [members.maint, 'in maintenance']];
  return [`${count(members.up)} of ${plural(members.total, 'member')} up`,
    ...aside.filter(([n]) => n).map(([n, words]) => `${count(n)} ${words}`),
    `${plural(pools.total, 'pool')} in ${plural(zones.total, 'zone')}`].join(' · ');
}

function show(level, text, more, list) {
  setAttribute(box, 'data-level', level);
  setIcon(box.querySelector('.icon'), icons[level]);
  setText(sentence, text);
  setText(detail, more);
  reconcile(problems, problemRows, [...new Set(list)], (line) => line, (line) => ({ node: el('li', {}, line), update() {} }));
  document.title = level === 'healthy' ? 'rota' : `${text.replace(/\.$/, '')} – rota`;
}

export function showLost(since) {
  show('unknown', `Not connected since ${clock(since)}.`, 'What stands below may be old. This page keeps trying.', []);
  document.body.classList.add('lost');
}

// `troubled` are the pools that are not healthy, the worst first.
export function showStatus(status, troubled) {
  document.body.classList.remove('lost');
  show(status.level, sentenceOf(status, troubled), summary(status), [...status.problems, ...mistakes(status)]);
  setText(byId('version'), status.version);
  showFigures(status);
}

// Of the last load, as far as the problems do not tell them.
function mistakes({ reload, problems }) {
  const news = (mistake) => !problems.some((problem) => problem.includes(mistake));
  return reload.ok ? [] : reload.mistakes.map((mistake) => mistake.text ?? mistake).filter(news).slice(0, few);
}

// ----------------------------------------------------------------- figures
const tiles = new Map();

function tile(name, label, extra) {
  if (!tiles.has(name)) {
    const value = el('span', { class: 'value' }), note = el('span', { class: 'soft note' });
    byId('traffic').append(el('div', { 'data-figure': name }, el('dt', {}, label), el('dd', {}, value, extra, note)));
    tiles.set(name, { value, note });
  }
  return tiles.get(name);
}

function put(name, label, value, note, extra) {
  const at = tile(name, label, extra);
  setText(at.value, value);
  setText(at.note, note);
}

const queryTrend = trend('Queries a second in the last two minutes');

function showFigures(status) {
  const { traffic = {}, transports = [], reload, pools } = status;
  const by = transports.map((name) => `${count(traffic[name])} ${name.toUpperCase()}`).join(' · ');
  put('qps', 'Queries a second', rate(traffic.qps), by, queryTrend.node);
  put('answered', 'Answered', count(traffic.answered), `in ${duration(status.uptime)}`);
  put('dropped', 'Dropped', count(traffic.dropped), `${count(traffic.kernel_drops)} by the kernel`);
  put('pools', 'Pools healthy', `${count(pools.healthy)} / ${count(pools.total)}`, `${count(pools.degraded)} degraded · ${count(pools.down)} down`);
  put('reload', 'Configuration', reload.ok ? 'loaded' : reload.kept ? 'refused' : 'loaded in part',
    reload.ok ? clock(reload.at) : `${clock(reload.at)}, ${reload.kept ? 'the one before serves' : 'some zones have errors'}`);
  put('edition', 'Edition', count(status.edition), `baked ${duration(status.snapshot_age)} ago`);
}

export function showRate(qps) {
  if (qps == null) return;
  rates.push(qps);
  if (rates.length > 120) rates.shift();
  if (tiles.has('qps')) setText(tiles.get('qps').value, rate(qps));
  queryTrend.set(rates);
}
