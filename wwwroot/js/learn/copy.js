// The Copy button of a code pane.

/** Copies a text; returns whether the browser did. It may refuse, such as on a page that is neither HTTPS nor on localhost. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch (error) {
    console.info(`Not copied: ${error.message}`);
    return false;
  }
}
