import { createThrottle } from './throttle';

function failing(times: number, clock: { now: number }) {
  const throttle = createThrottle(() => clock.now);
  for (let time = 0; time < times; time++) throttle.failed('wang', '10.0.0.1');
  return throttle;
}

test('four wrong passwords are forgiven, the fifth locks for two seconds', () => {
  const clock = { now: 0 };
  expect(() => failing(4, clock).check('wang', '10.0.0.1')).not.toThrow();
  const throttle = failing(5, clock);
  expect(() => throttle.check('WANG', '10.0.0.1')).toThrow('Too many requests');
  clock.now = 2000;
  expect(() => throttle.check('wang', '10.0.0.1')).not.toThrow();
});

test('the lock grows to fifteen minutes and no further', () => {
  const clock = { now: 0 };
  const throttle = failing(50, clock);
  clock.now = 899_000;
  expect(() => throttle.check('wang', '10.0.0.1')).toThrow();
  clock.now = 900_000;
  expect(() => throttle.check('wang', '10.0.0.1')).not.toThrow();
});

test('nobody is locked out from another address, and the right password forgets the failures', () => {
  const clock = { now: 0 };
  const throttle = failing(9, clock);
  expect(() => throttle.check('wang', '10.0.0.2')).not.toThrow();
  throttle.succeeded('wang', '10.0.0.1');
  expect(() => throttle.check('wang', '10.0.0.1')).not.toThrow();
});
