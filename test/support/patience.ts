// The tests start servers and share the machine with each other; none of them measures time.
jest.setTimeout(120_000);
