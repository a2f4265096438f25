// What was before this page was opened, as the server kept it: the rate of queries, and the
// states of members.

import { get } from './server.js';
import { el, setText } from './dom.js';
import { rate } from './format.js';
import { trend } from './marks.js';

const most = 180; // steps of the rate that are shown
const line = trend('Queries per second in the last 15 minutes'), top = el('span', { class: 'scale' });
export const rateTrend = { node: el('span', { class: 'scaled' }, line.node, top) };

export async function loadRates() {
  const { queries } = await get('/history');
  const rates = queries.rates;
  line.set(rates.length > 1 ? [...Array(most - rates.length).fill(null), ...rates] : []);
  setText(top, rates.length > 1 ? `0 to ${rate(Math.max(...rates))}` : '');
}

// By member the states of its last 24 hours: a letter for each step, oldest first.
export async function loadStates(key) {
  const { states } = await get(`/history?pool=${encodeURIComponent(key)}`);
  return new Map(states?.members.map(({ member, states: letters }) => [member, { letters, step: states.step }]));
}
