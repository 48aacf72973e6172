import { SEMANTICS } from './types';

/**
 * Throws where a case goes by rules that this program does not know yet, so that the work is given out again until a newer
 * one takes it: what an older one would make of it is no result. See docs/operations.md, "Upgrading".
 */
export function mustKnow(semantics = 1): void {
  if (semantics > SEMANTICS)
    throw new Error(`Semantics ${semantics}, and this program knows ${SEMANTICS}: it is left to a newer one`);
}
