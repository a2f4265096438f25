// Why a client gets the answer it gets: every step that the server takes.

import { get } from './server.js';
import { byId, el } from './dom.js';
import { duration, percent, plural } from './format.js';

const form = byId('explain-form'), result = byId('explain-result');
const outcomes = {
  pool: 'a pool answers', records: 'records of the zone', nodata: 'the name is there, the type is not (NODATA)',
  nxdomain: 'no such name (NXDOMAIN)', referral: 'a referral to another server', refused: 'refused: not our zone',
  servfail: 'SERVFAIL', alias: 'an alias',
};

function possibleAnswers(lines) {
  if (lines.length < 2) return [];
  const row = ({ probability, records }) => el('li', {}, el('span', { class: 'value' }, percent(probability)), ` ${records.join('  ')}`);
  return [el('h3', {}, plural(lines.length, 'possible answer')), el('ul', { class: 'lines' }, ...lines.map(row))];
}

function explained(told) {
  const { question } = told;
  return [
    el('p', { class: 'outcome' }, el('b', {}, outcomes[told.outcome] ?? told.outcome),
      ` for ${question.name} ${question.type}${question.client ? ` from ${question.client}` : ''}`),
    told.all_down ? el('p', { class: 'mistake' }, 'All members are down: what the pool does then is in force.') : null,
    el('ol', { class: 'steps' }, ...told.steps.map((step) => el('li', {}, step))),
    told.ttl == null ? null : el('p', {}, `TTL ${duration(told.ttl)}`, told.ttl_reason ? `: ${told.ttl_reason}` : ''),
    ...possibleAnswers(told.lines ?? []),
    told.answer ? el('pre', { tabindex: '0', 'aria-label': 'The answer as dig prints it' }, told.answer) : null,
  ].filter((part) => part);
}

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const asked = new URLSearchParams(Object.entries({
    name: form.elements.name.value.trim(), type: form.elements.type.value.trim().toUpperCase(), client: form.elements.client.value.trim(),
  }).filter(([, value]) => value));
  try {
    result.replaceChildren(...explained(await get(`/explain?${asked}`)));
  } catch (failure) {
    result.replaceChildren(el('p', { class: 'mistake' }, failure.message));
  }
});
