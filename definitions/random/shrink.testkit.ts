import { replayed, type Case } from './run.testkit';

/** The same fault with as few events as it needs: what can be left out without mending it is. */
export function shrunk(world: Case, isBroken: (world: Case) => boolean): Case {
  let best = world;
  let log = world.log.filter(({ event }) => event.type !== 'settled');
  for (let size = Math.ceil(log.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let from = 1; from < log.length;) {
      const fewer = log.toSpliced(from, size);
      const candidate = replayed(world, fewer);
      if (isBroken(candidate)) [best, log] = [candidate, fewer];
      else from += size;
    }
  }
  return best;
}
