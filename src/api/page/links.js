// Links within the page: to a pool in the list, to the pools of a zone. The list opens what
// they name (pools.js).

import { el } from './dom.js';

export const keyOf = (pool) => `${pool.zone}:${pool.pool}`;

export const poolLink = (key, ...children) => el('a', { class: 'ref', href: `#${encodeURIComponent(key)}` }, ...children);

// A sentence in which each ZONE:POOL and ZONE:POOL/MEMBER of which `isPool` knows the pool, and
// each name behind "zone", is a link.
export function linked(sentence, isPool) {
  let before = '';
  return sentence.split(/(\s+)/).map((piece) => {
    const [, name, rest] = /^(.*?)([.,:;]*)$/s.exec(piece);
    const pool = name.replace(/\/.*/s, '');
    const isZone = before === 'zone' && name.trim();
    if (piece.trim()) before = piece;
    if (isPool(pool)) return [poolLink(pool, name), rest];
    return isZone ? [poolLink(`zone=${name}`, name), rest] : [piece];
  }).flat();
}
