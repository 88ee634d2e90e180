/** An event as a client dispatches it (HTML Living Standard, section 9.2.6). */
export interface ParsedEvent {
  /** The event type; "message" if the stream names none. */
  type: string;
  /** The data, with a line feed between its lines. */
  data: string;
  /** The last event ID at this event, inherited from an earlier one if it has none of its own. */
  lastEventId: string;
}

/** A block of fields that was not dispatched. */
export interface DiscardedBlock {
  /**
   * - "no data": it has no data field.
   * - "unfinished": the stream ended before its blank line.
   * - "too long": a line of it, or its data, exceeds `maxBufferSize`. Reported as soon as that is known, and once for a block.
   */
  reason: "no data" | "unfinished" | "too long";
  /** The type of the block so far. */
  type: string;
  /** The id set in the block so far; null if it sets none. */
  id: string | null;
}

/** A line without effect. */
export interface IgnoredField {
  /** The field's name, or its beginning if the line is too long; "" for a comment that is too long. */
  field: string;
  /** The value; "" if it is too long. */
  value: string;
  reason: "unknown field" | "contains NUL" | "not only ASCII digits" | "too long";
}

/** Called while `push`, `end` or `reset` runs, in the order of the stream. Each may be left out. */
export interface ParserHandlers {
  /** An event is dispatched. */
  onEvent?(event: ParsedEvent): void;
  /** A comment, verbatim after the colon. The standard ignores it. */
  onComment?(text: string): void;
  /** The reconnection time is set, in milliseconds; Infinity if the value exceeds the range of a number. */
  onRetry?(milliseconds: number): void;
  /** A block of fields is not dispatched. */
  onDiscard?(block: DiscardedBlock): void;
  /** A line has no effect. */
  onIgnored?(field: IgnoredField): void;
}

export interface ParserOptions {
  /** The last event ID so far. It outlives a connection. Default: "". */
  lastEventId?: string;
  /**
   * The most characters (UTF-16 code units) kept of an event's data and its current line. Default: 16 Mi, more than any
   * sensible event and little enough for a browser tab to survive. What exceeds it is dropped and reported, and the parser goes
   * on with the next line.
   */
  maxBufferSize?: number;
}

export interface Parser {
  /** Parses the next bytes, in chunks of any size. Throws after `end`. */
  push(bytes: Uint8Array): void;
  /** Ends the stream and discards an unfinished block. */
  end(): void;
  /** Ends the stream as `end` does and begins another, for the next connection. The last event ID stays. */
  reset(): void;
  /** The last event ID string, which the next request sends as `Last-Event-ID` unless it is empty. */
  readonly lastEventId: string;
}

/** Creates a parser for an event stream. */
export function createParser(handlers?: ParserHandlers, options?: ParserOptions): Parser;
