// A text field that is too long for the messages of a circuit, which may have 32 KB: its text crosses as a stream.

/** The text of a field, as UTF-8. */
export function read(field) {
  return new TextEncoder().encode(field.value);
}
