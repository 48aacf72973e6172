import { loadShipped } from '../../definitions/load';
import type { Db } from '../../db/connect';
import { syncShipped } from '../../db/definitions';

/** Publishes the shipped definitions that the database lacks; one that was published with other content stays, and is told. */
export async function publishShipped(db: Db, say: (line: string) => void): Promise<void> {
  const { published, different } = await syncShipped(db, loadShipped());
  if (published.length > 0) say(`Published ${published.length} definitions`);
  for (const name of different) {
    say(`${name} is published with other content and stays as it is; raise its version to change it`);
  }
}
