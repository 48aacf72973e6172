/** The date in the company's time zone, for defaults such as an order's date. Deadlines use their calendar's own zone. */
export function today(at: Date = new Date(), zone = 'Asia/Shanghai'): string {
  return new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(at);
}
