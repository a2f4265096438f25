// The status page of rotad: reads the JSON API, follows its stream, and writes what
// differs. Everything stands in modules beside this one; here they meet.

import { coalesced, follow, get, tokenChanged } from './server.js';
import './change.js';
import { byId, setText } from './dom.js';
import { loadEvents, showEvent } from './events.js';
import './explain.js';
import { clock, setServerTime } from './format.js';
import { loadPools, memberChanged, poolsChanged, readOpened, troubled } from './pools.js';
import { showLost, showRate, showStatus } from './verdict.js';

const link = byId('link');
let connected = false, lostAt = new Date(), verdict = '', status = null;

function showLink(state, text) {
  link.dataset.state = state;
  setText(link, text);
}

function judge() {
  if (connected && status) showStatus(status, troubled());
}

const readStatus = coalesced(async () => {
  const news = await get('/status');
  setServerTime(Date.parse(news.started) + news.uptime * 1000);
  if (status && status.version !== news.version) return location.reload(); // another rotad brings another page
  status = news;
  judge();
});
const readPools = coalesced(async () => {
  await loadPools();
  judge();
});
const readEvents = coalesced(loadEvents);

follow({
  open() {
    connected = true;
    showLink('live', 'live');
    readStatus();
    readPools();
    readEvents();
  },
  lost() {
    connected = false;
    lostAt = new Date();
    showLink('lost', `not connected since ${clock(lostAt)}`);
    showLost(lostAt);
  },
  refused() {
    connected = false;
    showLink('lost', 'a token with scope read is needed');
  },
  event(event) {
    if (!showEvent(event)) return;
    if (event.kind === 'reload' || event.kind === 'replace') readPools();
    else memberChanged(event);
    readStatus();
  },
  pulse(pulse) {
    showRate(pulse.qps);
    poolsChanged(pulse.pools);
    const seen = JSON.stringify([pulse.level, pulse.problems]);
    if (seen !== verdict || pulse.pools.length) readStatus();
    verdict = seen;
  },
});

setInterval(() => connected && !document.hidden && readStatus(), 5000);
document.addEventListener('visibilitychange', () => !document.hidden && connected && readStatus());
tokenChanged.addEventListener('change', readOpened);
