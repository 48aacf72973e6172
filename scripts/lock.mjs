// One process at a time: a file made exclusively, holding its owner's pid; the lock of a dead owner is taken over.
import { mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export async function withLock(file, work) {
  mkdirSync(dirname(file), { recursive: true });
  while (!acquire(file)) await new Promise((resolve) => setTimeout(resolve, 100));
  try {
    return await work();
  } finally {
    unlinkSync(file);
  }
}

function acquire(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    removeIfStale(file);
    return false;
  }
}

function removeIfStale(file) {
  try {
    const owner = Number(readFileSync(file, 'utf8'));
    if (owner) process.kill(owner, 0);
  } catch (error) {
    if (error.code === 'ESRCH') unlinkSync(file);
  }
}
