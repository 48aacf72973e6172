/** How much of the most an amount is. The figure itself stands beside it, so it is not read out. */
export function Bar({ amount, most }: { amount: string | undefined; most: number }) {
  return (
    <meter className="bar" min={0} max={most || 1} value={Math.max(0, Number(amount ?? 0))} aria-hidden />
  );
}

/** The length of a bar needs no exact decimals. */
export function mostOf(amounts: (string | undefined)[]): number {
  return Math.max(0, ...amounts.map((amount) => Number(amount ?? 0)));
}
