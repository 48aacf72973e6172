import { randomBytes } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import { dataConverter, unpackSync } from './codec';
import { readable } from './readable';

const [codec] = dataConverter.payloadCodecs ?? [];
if (!codec) throw new Error('there is one');
const LONG = { text: '光谱仪 '.repeat(1_000) };
const plain = (value: unknown): Payload => defaultPayloadConverter.toPayload(value);

const asJson = ({ metadata, data }: Payload) => ({
  metadata: Object.fromEntries(
    Object.entries(metadata ?? {}).map(([name, bytes]) => [name, Buffer.from(bytes).toString('base64')]),
  ),
  data: Buffer.from(data ?? []).toString('base64'),
});

describe('the codec', () => {
  it('compresses what is large and gives it back', async () => {
    const [packed = {}] = await codec.encode([plain(LONG)]);
    expect(packed.data?.length).toBeLessThan(500);
    const [again = {}] = await codec.decode([packed]);
    expect(defaultPayloadConverter.fromPayload(again)).toEqual(LONG);
    expect(defaultPayloadConverter.fromPayload(unpackSync(packed))).toEqual(LONG);
  });

  it('leaves what is small, and what no compression makes smaller', async () => {
    const payloads = [plain({ op: 'complete' }), plain(randomBytes(8_000)), plain(undefined)];
    const [small, large, none] = await codec.encode(payloads);
    expect([small, none]).toEqual([payloads[0], payloads[2]]);
    expect((await codec.decode([large ?? {}]))[0]?.data).toEqual(payloads[1]?.data);
  });

  it('reads what was written without it', async () => {
    expect(await codec.decode([plain(LONG)])).toEqual([plain(LONG)]);
  });

  it('writes what the SDK for Go reads: the whole payload as a message, by zlib', async () => {
    const [packed = {}] = await codec.encode([plain(LONG)]);
    expect(Buffer.from(packed.metadata?.encoding ?? []).toString()).toBe('binary/zlib');
    const message = inflateSync(packed.data ?? Buffer.alloc(0));
    // Field 1, a map's entry: key `encoding`, value `json/plain`.
    expect(message.subarray(0, 2 + 10 + 12).toString()).toBe('\n\u0016\n\u0008encoding\u0012\njson/plain');
  });

  it('makes a history readable, with compressed values and without', async () => {
    const [packed = {}] = await codec.encode([plain(LONG)]);
    const history = {
      events: [{ input: { payloads: [asJson(packed), asJson(plain(7)), asJson(plain(undefined))] } }],
      other: null,
    };
    expect(readable(history)).toEqual({
      events: [{ input: { payloads: [LONG, 7, null] } }],
      other: null,
    });
    const bytes = asJson(plain(Buffer.from('x')));
    expect(readable([bytes])).toEqual([bytes]);
  });
});
