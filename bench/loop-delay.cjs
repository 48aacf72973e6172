// Loaded before a process under measurement: at SIGUSR2 it writes how long its event loop was held up since the last time.
const { writeFileSync, renameSync } = require('node:fs');
const { join } = require('node:path');
const { monitorEventLoopDelay } = require('node:perf_hooks');

const folder = process.env['BENCH_LOOP_DELAY'];
const histogram = monitorEventLoopDelay({ resolution: 5 });
histogram.enable();
process.on('SIGUSR2', () => {
  const file = join(folder, `${process.pid}.json`);
  const [max, p99] = [histogram.max, histogram.percentile(99)].map((nanoseconds) => nanoseconds / 1e6);
  writeFileSync(`${file}.new`, JSON.stringify({ max, p99 }));
  renameSync(`${file}.new`, file);
  histogram.reset();
});
