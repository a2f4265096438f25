// What happened, newest first.

import { get } from './server.js';
import { byId, el } from './dom.js';
import { clock } from './format.js';

const most = 200;
let last = 0; // the number of the newest event shown

export async function loadEvents() {
  const { events } = await get(`/events?since=${last}&limit=1000`);
  for (const event of events.slice(-most)) showEvent(event);
}

export function showEvent(event) {
  if (event.number <= last) return false;
  last = event.number;
  const list = byId('event-list');
  const of = [event.pool, event.member].filter((name) => name).join('/');
  const isNews = (text) => text && !event.text.includes(text);
  const by = [isNews(event.who) && `by ${event.who}`, isNews(event.reason) && event.reason].filter((text) => text).join(': ');
  const text = event.text.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, clock); // as every time here: the reader's own
  list.prepend(el('li', { 'data-kind': event.kind, 'data-number': event.number },
    el('time', { datetime: event.at, title: new Date(event.at).toLocaleString('en-GB') }, clock(event.at)),
    el('span', { class: 'kind' }, event.kind),
    el('span', { class: 'what' }, isNews(of) ? el('b', {}, `${of} `) : null, text,
      by && el('span', { class: 'soft' }, ` ${by}`))));
  while (list.childElementCount > most) list.lastElementChild.remove();
  byId('event-none').hidden = true;
  return true;
}
