import { unpackSync } from './codec';

/** A history as JSON, with each value as it was before it was written: large ones are compressed, all are in base 64. */
export function readable(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(readable);
  if (typeof node !== 'object' || node === null) return node;
  return isPayload(node)
    ? valueOf(node)
    : Object.fromEntries(Object.entries(node).map(([name, member]) => [name, readable(member)]));
}

/** As JSON writes bytes. */
interface PayloadJson {
  metadata: Record<string, string>;
  data?: string;
}

function isPayload(node: object): node is PayloadJson {
  return 'metadata' in node && typeof (node.metadata as { encoding?: unknown } | null)?.encoding === 'string'; // looked at before it is believed
}

/** What is no JSON, as bytes are, stays as it is. */
function valueOf(node: PayloadJson): unknown {
  const bytes = (text = '') => Buffer.from(text, 'base64');
  const metadata = Object.fromEntries(
    Object.entries(node.metadata).map(([name, text]) => [name, bytes(text)]),
  );
  const payload = unpackSync({ metadata, data: bytes(node.data) });
  const encoding = Buffer.from(payload.metadata?.encoding ?? []).toString();
  if (encoding === 'binary/null') return null;
  return encoding.startsWith('json/') ? JSON.parse(Buffer.from(payload.data ?? []).toString()) : node;
}
