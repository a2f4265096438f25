// The first glance: one sentence, what is wrong, and the figures of the server. What is
// said is the server's own verdict, which rotactl and the metrics show as well.

import { byId, el, reconcile, setAttribute, setIcon, setText } from './dom.js';
import { clock, count, duration, plural, rate } from './format.js';
import { rateTrend } from './history.js';
import { linked } from './links.js';

const icons = { healthy: 'up', degraded: 'degraded', critical: 'down', unknown: 'unknown' };
const box = byId('verdict'), problemRows = new Map();
const sentence = box.querySelector('.sentence'), detail = box.querySelector('.detail'), problems = box.querySelector('.problems');
const few = 5; // more errors of the last reload
let server = '';

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

// Of a single problem, the problem itself: it is not listed once more.
function sentenceOf({ level, problems: list }) {
  if (level === 'healthy') return 'Healthy.';
  return list.length === 1 ? `${capital(level)}: ${list[0]}.` : `${capital(level)}: ${plural(list.length, 'problem')}.`;
}

function summary({ zones, pools, members }) {
  const aside = [[members.down, 'down'], [members.drain, 'drained'], [members.maint, 'in maintenance']];
  return [`${count(members.up)} of ${plural(members.total, 'member')} up`,
    ...aside.filter(([n]) => n).map(([n, words]) => `${count(n)} ${words}`),
    `${plural(pools.total, 'pool')} in ${plural(zones.total, 'zone')}`].join(' · ');
}

// The same text is written anew once the pools that it names are known.
function linkedLine(text, isPool) {
  const parts = linked(text, isPool);
  return { parts, key: `${parts.filter((part) => part.href).length} ${text}` };
}

function show(level, text, more, list, isPool = () => false) {
  setAttribute(box, 'data-level', level);
  setIcon(box.querySelector('.icon'), icons[level]);
  const lines = list.map((line) => linkedLine(line, isPool)), first = linkedLine(text, isPool);
  if (sentence.dataset.key !== first.key) sentence.replaceChildren(...first.parts);
  sentence.dataset.key = first.key;
  setText(detail, more);
  reconcile(problems, problemRows, lines, ({ key }) => key, ({ parts }) => ({ node: el('li', {}, el('span', {}, ...parts)), update() {} }));
  document.title = [level === 'healthy' ? '' : text.replace(/\.$/, ''), server, 'rota'].filter((part) => part).join(' – ');
}

export function showLost(since) {
  show('unknown', `Not connected since ${clock(since)}.`, 'The values below may be out of date. This page keeps trying to connect.', []);
  document.body.classList.add('lost');
}

export function showStatus(status, isPool) {
  document.body.classList.remove('lost');
  server = status.server;
  setText(byId('server'), server);
  setText(byId('version'), `rota ${status.version}`);
  const list = status.problems.length === 1 ? [] : status.problems;
  show(status.level, sentenceOf(status), summary(status), [...new Set([...list, ...moreErrors(status)])], isPool);
  showFigures(status);
}

// Those of the last reload that the problems do not tell.
function moreErrors({ reload, problems: list }) {
  const isNew = (error) => !list.some((problem) => problem.includes(error));
  return reload.ok ? [] : reload.mistakes.map((error) => error.text ?? error).filter(isNew).slice(0, few);
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

function showFigures(status) {
  const { traffic = {}, transports = [], reload, pools } = status;
  const by = transports.map((name) => `${count(traffic[name])} ${name.toUpperCase()}`).join(' · ');
  put('qps', 'Queries per second, last 15 min', rate(traffic.qps), by, rateTrend.node);
  put('answered', 'Answered', count(traffic.answered), `in ${duration(status.uptime)}`);
  put('dropped', 'Dropped', count(traffic.dropped), `${count(traffic.kernel_drops)} by the kernel`);
  put('pools', 'Pools healthy', `${count(pools.healthy)} / ${count(pools.total)}`, `${count(pools.degraded)} degraded · ${count(pools.down)} down`);
  put('reload', 'Configuration', reload.ok ? 'loaded' : reload.kept ? 'refused' : 'loaded in part',
    reload.ok ? clock(reload.at) : `${clock(reload.at)}, ${reload.kept ? 'the one before is in force' : 'some zones have errors'}`);
  put('edition', 'Answers changed', `${duration(status.snapshot_age)} ago`, plural(status.edition - 1, 'change'));
}

export function showRate(qps) {
  if (qps != null && tiles.has('qps')) setText(tiles.get('qps').value, rate(qps));
}
