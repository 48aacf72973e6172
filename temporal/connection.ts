import {
  Connection,
  defaultGrpcRetryOptions,
  makeGrpcRetryInterceptor,
  type ConnectionOptions,
} from '@temporalio/client';

type Interceptor = NonNullable<ConnectionOptions['interceptors']>[number];

/**
 * A connection to Temporal whose calls are tried again as usual, but not once it is closed: the SDK's retry would throw from
 * its timer then, where nobody can catch it, and end the process in the midst of its own end.
 */
export function openConnection(address: string): Promise<Connection> {
  return Connection.connect({
    address,
    interceptors: [makeGrpcRetryInterceptor(defaultGrpcRetryOptions()), untilClosed()],
  });
}

/** A call that is begun is told that it cannot be; one that is tried again is left as it is. */
function untilClosed(): Interceptor {
  const begun = new WeakSet<object>();
  return (options, nextCall) => {
    const isRetry = begun.has(options);
    begun.add(options);
    try {
      // As it stands within the retry's own call, it need be no more than what that asks of it.
      return nextCall(options) as ReturnType<Interceptor>;
    } catch (error) {
      if (!isRetry) throw error;
      // Nor this: the retry does no more with a call.
      return LEFT as unknown as ReturnType<Interceptor>;
    }
  };
}

const nothing = (): void => undefined;
const LEFT = { start: nothing, sendMessage: nothing, halfClose: nothing };
