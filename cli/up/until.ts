export interface Patience {
  timeout: number;
  every?: number;
}

/** Asks again until the answer is truthy, and gives that; null when the time is over. An error counts as "not yet". */
export async function until<Answer>(
  ask: () => Answer | Promise<Answer>,
  { timeout, every = 50 }: Patience,
): Promise<Answer | null> {
  const end = performance.now() + timeout;
  for (;;) {
    const answer = await attempt(ask);
    if (answer) return answer;
    if (performance.now() >= end) return null;
    await new Promise((resolve) => setTimeout(resolve, every));
  }
}

async function attempt<Answer>(ask: () => Answer | Promise<Answer>): Promise<Answer | null> {
  try {
    return await ask();
  } catch {
    return null;
  }
}
