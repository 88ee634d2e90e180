// Saves a file that the circuit writes. It crosses as a stream, in parts, since a circuit's messages may have 32 KB.
import { download } from "../dashboard/download.js";

/** Saves the stream of a .NET stream reference under a name. Returns its length in bytes. */
export async function save(reference, name) {
  const file = await new Response(await reference.stream()).blob();
  download(file, name);
  return file.size;
}
