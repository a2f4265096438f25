// Numbers, shares and times as people read them. Relative times are counted from
// the server's clock, since the browser's may be wrong.

import { el, setAttribute, setText } from './dom.js';

const whole = new Intl.NumberFormat('en');
const short = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
let ahead = 0; // milliseconds that the server's clock is ahead of ours

export function setServerTime(milliseconds) {
  if (Number.isFinite(milliseconds)) ahead = milliseconds - Date.now();
}

// What the server does not tell, or not yet, is a dash.
const told = (format) => (n) => (n == null ? '–' : format(n));

export const count = told((n) => (n < 1e6 ? whole.format(n) : short.format(n)));
export const rate = told((n) => (n < 99.95 ? String(Math.round(n * 10) / 10) : whole.format(Math.round(n))));
export const hundredths = told((share) => String(Math.round(share * 1000) / 10));
export const percent = told((share) => `${hundredths(share)}\u00a0%`);
export const plural = (n, one, many = `${one}s`) => `${whole.format(n)} ${n === 1 ? one : many}`;

export const duration = told((seconds) => {
  const s = Math.max(0, Math.floor(seconds));
  if (s < 60) return `${s} s`;
  const minutes = Math.floor(s / 60), hours = Math.floor(minutes / 60), days = Math.floor(hours / 24);
  if (hours < 1) return `${minutes} min`;
  if (days < 1) return minutes % 60 ? `${hours} h ${minutes % 60} min` : `${hours} h`;
  return hours % 24 ? `${days} d ${hours % 24} h` : `${days} d`;
});

export const latency = told((seconds) => {
  if (seconds < 0.001) return `${Math.round(seconds * 1e6)} µs`;
  if (seconds < 1) return `${Number((seconds * 1e3).toPrecision(seconds < 0.1 ? 2 : 3))} ms`;
  return `${Number(seconds.toPrecision(2))} s`;
});

// "12:03:27", with the day in front when that is not today.
export function clock(when) {
  const date = new Date(when), today = new Date(Date.now() + ahead);
  const time = date.toLocaleTimeString('en-GB');
  if (date.toDateString() === today.toDateString()) return time;
  return `${date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' })} ${time}`;
}

function relation(when, style) {
  const seconds = (Date.now() + ahead - Date.parse(when)) / 1000;
  if (seconds < -0.5) return `in ${duration(Math.ceil(-seconds))}`;
  return style === 'ago' ? `${duration(seconds)} ago` : duration(seconds);
}

// A <time> that tells how long ago ("ago") or for how long ("for") and ticks by itself.
export function ticking(style) {
  return el('time', { 'data-tick': style, hidden: true });
}

export function setTicking(node, when) {
  node.hidden = !when;
  if (!when || node.dateTime === when) return;
  setAttribute(node, 'datetime', when);
  setAttribute(node, 'title', new Date(when).toLocaleString('en-GB'));
  setText(node, relation(when, node.dataset.tick));
}

setInterval(() => {
  for (const node of document.querySelectorAll('time[data-tick][datetime]')) {
    setText(node, relation(node.dateTime, node.dataset.tick));
  }
}, 1000);
