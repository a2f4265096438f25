// Why a client gets the answer it gets: the answer first, then every step that the server takes.

import { get } from './server.js';
import { byId, el } from './dom.js';
import { duration, percent, plural } from './format.js';

const form = byId('explain-form'), result = byId('explain-result');
const outcomes = {
  pool: 'a pool answers', records: 'records of the zone', nodata: 'the name exists, the type does not (NODATA)',
  nxdomain: 'no such name (NXDOMAIN)', referral: 'a referral to another server', refused: 'refused: not a zone of this server',
  servfail: 'SERVFAIL', alias: 'an alias',
};
const most = 8; // possible answers of a short list

// What a client gets, by the share of the replies.
function possibleAnswers(lines) {
  const row = ({ probability, records }) => el('li', {}, el('span', { class: 'value' }, percent(probability)), ` ${records.join('  ')}`);
  const title = el('h3', {}, lines.length === 1 ? 'Always this answer' : `One of ${plural(lines.length, 'possible answer')}`);
  const rest = lines.slice(most);
  return [title, el('ul', { class: 'lines' }, ...lines.slice(0, most).map(row)),
    rest.length ? el('details', {}, el('summary', {}, `${rest.length} more`), el('ul', { class: 'lines' }, ...rest.map(row))) : null];
}

function servingText({ pool, all_down: allDown }) {
  if (pool?.serving_from) return `Failover: pool ${pool.pool} is down, pool ${pool.serving_from} answers.`;
  return allDown ? `All members are down: ${pool?.all_down_does ?? 'the all-down policy applies'}` : '';
}

function answerPart(told) {
  const { question, lines = [] } = told, serving = servingText(told);
  return el('div', { class: 'answer' },
    el('p', { class: 'outcome' }, el('b', {}, `${question.name} ${question.type}`), `${question.client ? ` from ${question.client}` : ''}: ${outcomes[told.outcome] ?? told.outcome}`),
    serving ? el('p', { class: 'mistake' }, serving) : null,
    ...lines.length ? possibleAnswers(lines) : [],
    told.ttl == null ? null : el('p', {}, `TTL ${duration(told.ttl)}`, told.ttl_reason ? `: ${told.ttl_reason}` : ''));
}

function stepsPart(told) {
  return el('div', { class: 'why' }, el('h3', {}, 'Why'), el('ol', { class: 'steps' }, ...told.steps.map((step) => el('li', {}, step))));
}

function replyPart(told) {
  return told.answer ? el('div', { class: 'reply' }, el('h3', {}, 'One reply'), el('pre', { tabindex: '0', role: 'region', 'aria-label': 'One reply as dig prints it' }, told.answer)) : null;
}

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const asked = new URLSearchParams(Object.entries({
    name: form.elements.name.value.trim(), type: form.elements.type.value.trim().toUpperCase(), client: form.elements.client.value.trim(),
  }).filter(([, value]) => value));
  try {
    const told = await get(`/explain?${asked}`);
    result.replaceChildren(...[answerPart(told), stepsPart(told), replyPart(told)].filter((part) => part));
  } catch (failure) {
    result.replaceChildren(el('p', { class: 'mistake' }, failure.message));
  }
});
