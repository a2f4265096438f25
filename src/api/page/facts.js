// How an opened pool answers now: what is returned, by which members, and for how long.

import { el, icon } from './dom.js';
import { duration } from './format.js';
import { poolLink } from './links.js';
import { iconOf } from './states.js';

const most = 12; // records shown of an answer
const familyNames = { ipv4: 'IPv4', ipv6: 'IPv6', any: 'Members' };

// How many of the records that may be returned come at a time.
function inReply({ records, answers, fewer }) {
  const some = answers < records.length ? `${answers} of these in a reply` : '';
  const rest = records.length > most ? `and ${records.length - most} more` : '';
  return [rest, some, fewer].filter((text) => text).join('; ');
}

// What would be answered when no member is healthy.
function allDown({ all_down_mode: mode, fallback }) {
  const words = { all: 'all members are returned', fallback: `pool ${fallback} answers`, last_good: 'the last healthy members are returned' };
  return words[mode] ?? `the answer is ${mode.toUpperCase()}`;
}

const isDead = (state) => state === 'down' || state === 'stale';

// "dr/d1 192.0.2.9", marked where it is down.
function returnedChip({ pool, member, record, state }, own) {
  const [zone, name] = pool.split(/:(.*)/s);
  const from = pool === own ? '' : `${own.startsWith(`${zone}:`) ? name : pool}/`;
  const isItsAddress = member === record;
  const words = [isItsAddress && !from ? '' : `${from}${member}`, isDead(state) ? state : ''].filter((word) => word);
  return el('code', { class: 'returned', 'data-state': state, 'data-member': member },
    isDead(state) ? icon(iconOf(state)) : null, words.length ? el('b', {}, words.join(' ')) : null, ` ${record}`);
}

function answerFact(menu, own) {
  const chips = menu.returned.slice(0, most).map((each) => returnedChip(each, own));
  return [`${menu.type} now`, el('dd', { class: 'many' }, ...chips, menu.records.length ? null : 'nothing',
    el('span', { class: 'soft' }, inReply(menu)))];
}

// Where it has both families, how many members of each are eligible.
function familiesText({ families }) {
  if (families.length < 2) return '';
  return families.map(({ family, healthy, total, all_down: down }) => `${familyNames[family]} ${healthy} of ${total}${down ? ', all down' : ''}`).join(' · ');
}

function servedBy(pool) {
  if (!pool.serving_from) return null;
  return el('dd', { class: 'failover' }, icon('degraded'), ' Serving from pool ', poolLink(`${pool.zone}:${pool.serving_from}`, pool.serving_from),
    `: no member of ${pool.pool} is eligible.`);
}

export function factsOf(pool) {
  const own = `${pool.zone}:${pool.pool}`, text = (value) => el('dd', {}, value);
  return [
    ['Failover', servedBy(pool)],
    ...pool.answering.map((menu) => answerFact(menu, own)),
    ['Eligible', familiesText(pool) && text(familiesText(pool))],
    ['Names', el('dd', { class: 'many' }, ...pool.names.slice(0, most).map(({ name, types }) => el('code', {}, `${name} ${types.join(' ')}`)),
      pool.names.length > most ? el('span', { class: 'soft' }, `and ${pool.names.length - most} more`) : null)],
    ['Checks', text(pool.checks.join(', ') || 'none: all members count as up')],
    ['TTL', text(`${duration(pool.ttl)}${pool.ttl_reason ? `: ${pool.ttl_reason}` : ''}`)],
    [pool.all_down ? 'All down' : 'If all down', text(pool.all_down ? pool.all_down_does : allDown(pool))],
  ].filter(([, value]) => value);
}
