import { refuseOtherSites } from './origin';

const ours = 'https://crm.example';

test.each([
  ['GET', { 'sec-fetch-site': 'cross-site' }],
  ['POST', {}],
  ['POST', { 'sec-fetch-site': 'same-origin', origin: 'http://anything' }],
  ['POST', { 'sec-fetch-site': 'none' }],
  ['POST', { origin: 'http://127.0.0.1:3000', host: '127.0.0.1:3000' }],
  ['POST', { origin: 'https://crm.example', host: 'inner:3000' }],
])('%s %j may come in', (method, headers) =>
  expect(() => refuseOtherSites(method, headers, ours)).not.toThrow(),
);

test.each([
  ['POST', { 'sec-fetch-site': 'cross-site' }],
  ['POST', { 'sec-fetch-site': 'same-site', origin: 'https://evil.crm.example', host: 'crm.example' }],
  ['DELETE', { origin: 'https://evil.example', host: 'crm.example' }],
  ['PATCH', { origin: 'null', host: 'crm.example' }],
])('%s %j may not', (method, headers) =>
  expect(() => refuseOtherSites(method, headers, ours)).toThrow('another site'),
);
