// Saving a file in the browser.

const keptUrl = 60_000; // ms; the browser may ask where to save before it reads the file

/** Offers a file (a Blob) for download under a name. */
export function download(file, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), keptUrl);
}
