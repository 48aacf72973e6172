import { promisify } from 'node:util';
import { deflate, inflate, inflateSync } from 'node:zlib';
import type { DataConverter, Payload } from '@temporalio/common';
import { Field, MapField, Type } from 'protobufjs';

/** In bytes. What is smaller stays as it is, so that Temporal's own tools show it: commands, events, most commits. */
const LARGE = 4_096;
/** Nothing of ours comes near it; what would is refused instead of filling the memory. */
const LIMIT = { maxOutputLength: 64 * 1024 * 1024 };

/** As the codec of this kind in Temporal's SDK for Go writes it, so that a codec server can be made of that. */
const ENCODING = 'binary/zlib';
const MESSAGE = new Type('Payload')
  .add(new MapField('metadata', 1, 'string', 'bytes'))
  .add(new Field('data', 2, 'bytes'));

/**
 * How workflows and those who talk to them write values: large ones compressed. Whoever reads or replays a history needs
 * it; what was written without it is read as it is. See docs/decisions/0032.
 */
export const dataConverter: DataConverter = {
  payloadCodecs: [
    {
      encode: (payloads) => Promise.all(payloads.map(pack)),
      decode: (payloads) => Promise.all(payloads.map(unpack)),
    },
  ],
};

const [deflated, inflated] = [promisify(deflate), promisify<Uint8Array, object, Buffer>(inflate)];

async function pack(payload: Payload): Promise<Payload> {
  if ((payload.data?.length ?? 0) < LARGE) return payload;
  const whole = MESSAGE.encode(payload).finish();
  const data = await deflated(whole);
  return data.length < whole.length ? { metadata: { encoding: Buffer.from(ENCODING) }, data } : payload;
}

async function unpack(payload: Payload): Promise<Payload> {
  return isPacked(payload) ? read(await inflated(payload.data, LIMIT)) : payload;
}

/** The same at once, for tools. */
export function unpackSync(payload: Payload): Payload {
  return isPacked(payload) ? read(inflateSync(payload.data, LIMIT)) : payload;
}

function isPacked(payload: Payload): payload is Payload & { data: Uint8Array } {
  const encoding = payload.metadata?.encoding;
  return Boolean(payload.data && encoding && Buffer.from(encoding).toString() === ENCODING);
}

function read(bytes: Uint8Array): Payload {
  // it has the fields that MESSAGE gives it
  const { metadata, data } = MESSAGE.decode(bytes) as unknown as Payload;
  return { metadata: { ...metadata }, data };
}
