// What the fields of a form show. Blazor drops the input events of a circuit that is away for a moment: when it is back, the
// circuit still has the text from before.

/**
 * The fields whose value differs from what the circuit knows.
 * @param form  the form.
 * @param known the circuit's values by the names of their fields.
 * @returns the other values by name, each cut one character above its field's limit: long enough to be refused, and short
 *   enough to cross.
 */
export function changes(form, known) {
  const changed = {};
  for (const { name, value, maxLength } of form.elements) {
    if (name in known && value !== known[name]) changed[name] = value.slice(0, maxLength + 1);
  }
  return changed;
}
