// Runs crossing.js.
import { cut } from "/js/dashboard/crossing.js";
import { check, checkEqual } from "../checks.js";

const bytesOf = (text) => new TextEncoder().encode(JSON.stringify(text)).length;

/** Cuts texts that repeat the piece: each result takes at most the bytes, and one more code point would take more. */
export function cutFillsItsBytes(piece) {
  const characters = Array.from(piece.repeat(100));
  for (let bytes = 12; bytes < 80; bytes++) {
    for (let count = 0; count < 90; count++) {
      const text = characters.slice(0, count).join("");
      const result = cut(text, bytes);
      const where = `${count} characters in ${bytes} bytes`;
      if (bytesOf(text) <= bytes) {
        checkEqual(result, text, `${where}: a text that fits`);
        continue;
      }
      const kept = Array.from(result).length - 1;
      checkEqual(result, `${characters.slice(0, kept).join("")}…`, `${where}: the beginning and an ellipsis`);
      check(bytesOf(result) <= bytes, `${where}: ${result} fits`);
      check(bytesOf(`${characters.slice(0, kept + 1).join("")}…`) > bytes, `${where}: ${result} is as long as fits`);
    }
  }
}
