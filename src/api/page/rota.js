// The status page of rotad: reads the JSON API, follows its stream, and writes what
// differs. Everything stands in modules beside this one; here they meet.

import { coalesced, follow, get, tokenChanged } from './server.js';
import './change.js';
import { byId, setText } from './dom.js';
import { loadEvents, showEvent } from './events.js';
import './explain.js';
import './token.js';
import { clock, setServerTime } from './format.js';
import { loadRates } from './history.js';
import { loadOverrides } from './overrides.js';
import { isPool, loadPools, memberChanged, poolsChanged, readOpened } from './pools.js';
import { showLost, showRate, showStatus } from './verdict.js';

const link = byId('link');
let connected = false, lostAt = new Date(), status = null;

function showLink(state, text) {
  link.dataset.state = state;
  setText(link, text);
}

function judge() {
  if (connected && status) showStatus(status, isPool);
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
const readOverrides = coalesced(loadOverrides);
const readRates = coalesced(loadRates);

follow({
  open() {
    connected = true;
    showLink('live', 'live');
    readStatus();
    readPools();
    readEvents();
    readOverrides();
    readRates();
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
    if (event.kind === 'override' || event.kind === 'reload') readOverrides();
    readStatus();
  },
  pulse(pulse) {
    showRate(pulse.qps);
    poolsChanged(pulse.pools);
    if (status && JSON.stringify([status.level, status.problems]) !== JSON.stringify([pulse.level, pulse.problems])) {
      Object.assign(status, { level: pulse.level, problems: pulse.problems });
      judge();
      readStatus();
    }
    if (pulse.pools.length) readStatus();
  },
});

setInterval(() => connected && !document.hidden && readStatus(), 5000);
document.addEventListener('visibilitychange', () => !document.hidden && connected && readStatus());
setInterval(() => connected && !document.hidden && readRates(), 5000);
tokenChanged.addEventListener('change', () => {
  readOpened();
  readOverrides();
});
