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

// What stands beside the text is not said again in it, and times are the reader's own.
function newsOf({ kind, zone, text }, subject) {
  let news = text.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, clock);
  for (const known of [`${kind} `, `${zone}:`, subject]) {
    if (news.startsWith(known)) news = news.slice(known.length);
  }
  return subject && /^\w/.test(news) ? ` ${news}` : news;
}

function saidBy({ who, reason, text }) {
  const isNews = (word) => word && !text.includes(word);
  return [isNews(who) && `by ${who}`, isNews(reason) && reason].filter((word) => word).join(': ');
}

export function showEvent(event) {
  if (event.number <= last) return false;
  last = event.number;
  const list = byId('event-list'), by = saidBy(event);
  const subject = [event.pool, event.member].filter((name) => name).join('/');
  list.prepend(el('li', { 'data-kind': event.kind, 'data-number': event.number },
    el('time', { datetime: event.at, title: new Date(event.at).toLocaleString('en-GB') }, clock(event.at)),
    el('span', { class: 'kind' }, [event.kind, subject && event.zone].filter((word) => word).join(' · ')),
    el('span', { class: 'what' }, subject && el('b', {}, subject), newsOf(event, subject), by && el('span', { class: 'soft' }, ` ${by}`))));
  while (list.childElementCount > most) list.lastElementChild.remove();
  byId('event-none').hidden = true;
  return true;
}
