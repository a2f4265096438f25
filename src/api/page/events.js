// What happened, newest first. Members that come up after a start are one line together.

import { get } from './server.js';
import { byId, el, setText } from './dom.js';
import { clock, plural } from './format.js';
import { keyOf, poolLink } from './links.js';

const most = 200;
let last = 0; // the number of the newest event shown
let group = null; // of those that came up since the last start: {list, title, members}
const settled = new Set(); // who was told of since then

export async function loadEvents() {
  const { events } = await get(`/events?since=${last}&limit=1000`);
  for (const event of events) showEvent(event);
  byId('event-none').hidden = last > 0;
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

function lineOf(event) {
  const by = saidBy(event), subject = [event.pool, event.member].filter((name) => name).join('/');
  return el('li', { 'data-kind': event.kind, 'data-number': event.number },
    el('time', { datetime: event.at, title: new Date(event.at).toLocaleString('en-GB') }, clock(event.at)),
    el('span', { class: 'kind' }, [event.kind, subject && event.zone].filter((word) => word).join(' · ')),
    el('span', { class: 'what' }, subject && poolLink(keyOf(event), subject), newsOf(event, subject), by && el('span', { class: 'soft' }, ` ${by}`)));
}

// The first news of a member since a start, when it is that it is up.
function isStartUp({ kind, text }) {
  if (kind === 'start') {
    settled.clear();
    group = { members: new Set() };
  }
  if (kind !== 'member') return false;
  const [, of, state] = /^member (\S+(?: \([^)]*\))?) (\w*)/.exec(text) ?? [];
  const isFirst = !settled.has(of);
  settled.add(of);
  return Boolean(group && isFirst && state === 'up');
}

function addToGroup(event) {
  if (!group.list) {
    group.title = el('summary');
    group.list = el('ol', { class: 'folded' });
    byId('event-list').prepend(el('li', { 'data-kind': 'members-up' },
      el('time', { datetime: event.at }, clock(event.at)), el('span', { class: 'kind' }, 'start'),
      el('details', { class: 'what' }, group.title, group.list)));
  }
  group.members.add(`${keyOf(event)}/${event.member}`);
  group.list.prepend(lineOf(event));
  const n = group.members.size;
  setText(group.title, `${plural(n, 'member')} ${n === 1 ? 'is' : 'are'} up after the start`);
}

export function showEvent(event) {
  if (event.number <= last) return false;
  last = event.number;
  const list = byId('event-list');
  if (isStartUp(event)) addToGroup(event);
  else list.prepend(lineOf(event));
  while (list.childElementCount > most) list.lastElementChild.remove();
  byId('event-none').hidden = true;
  return true;
}
