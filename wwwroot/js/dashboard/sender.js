// Calls the circuit: one call in flight unless `atOnce` allows more, at most one per `interval`. After a failed call the same content
// is sent again under the same number, so that the circuit can recognise a duplicate.

/**
 * @param deliver `deliver(content, number)` calls the circuit.
 * @param take    returns the next content to send, or null if there is none.
 */
export function createSender(deliver, take, {
  interval = 50,            // ms; about 20 renders a second is as fast as anyone can follow. The first item waits too: the
                            // rendering it triggers would delay the dispatch of the events behind it
  atOnce = 1,               // calls in flight. With more than one, `deliver` fails until the circuit has taken all calls before it
  isUnreadable = () => false, // whether a content leaves out what nobody could read; the next one then waits for twice the interval
  timeout = 10_000,         // ms; a call without an answer by then was lost with its connection
  retryInterval = 500,      // ms before failed content is sent again
  patience = 180_000,       // ms; the server keeps a disconnected circuit for three minutes
  onTaken = () => {},       // called when the circuit has taken a call
  onGone = () => {},        // called when the circuit is gone and nothing more will be delivered
} = {}) {
  let timer = null;
  let inFlight = 0;
  let lastSent = -Infinity;
  let calls = 0;
  let stopped = false;

  function wake(delay = interval) {
    if (timer !== null || inFlight === atOnce || stopped) return;
    timer = setTimeout(send, delay);
  }

  async function send() {
    timer = null;
    const content = take();
    if (content === null) return;
    inFlight += 1;
    const sent = lastSent = performance.now();
    const number = ++calls;
    wake();
    while (!await isTaken(content, number)) {
      if (stopped) return;
      if (performance.now() - sent > patience) return gone();
      await new Promise((resolve) => setTimeout(resolve, retryInterval));
    }
    inFlight -= 1;
    onTaken();
    wake(Math.max(0, lastSent + (isUnreadable(content) ? 2 : 1) * interval - performance.now()));
  }

  async function isTaken(content, number) {
    let watchdog;
    try {
      const late = new Promise((_, reject) => { watchdog = setTimeout(() => reject(new Error("no answer")), timeout); });
      await Promise.race([deliver(content, number), late]);
      return true;
    } catch {
      return false; // the circuit may reconnect; see `patience`
    } finally {
      clearTimeout(watchdog);
    }
  }

  function gone() {
    stop();
    onGone();
  }

  function stop() {
    stopped = true;
    clearTimeout(timer);
    timer = null;
  }

  return {
    /** Sends soon, if there is something to send. Cheap enough to call for every event. */
    wake: () => wake(),
    stop,
  };
}
