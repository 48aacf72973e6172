/** Where the company's days begin and end. */
export const COMPANY_ZONE = 'Asia/Shanghai';

const formats = new Map<string, Intl.DateTimeFormat>();

/** The date in the company's time zone, for defaults such as an order's date. Deadlines use their calendar's own zone. */
export function today(at: Date = new Date(), zone = COMPANY_ZONE): string {
  return formatOf(zone).format(at);
}

/** Making one takes longer than all the rest of a small statement. */
function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const parts = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
  const format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, ...parts });
  formats.set(zone, format);
  return format;
}
