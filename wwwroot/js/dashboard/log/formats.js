// How the rows of a log are written as text. A writer takes them one after another, in order; `row` returns "" for a row that the
// format has no place for.

/** The formats, by the names that the circuit uses. */
export const formats = {
  /** An event stream (HTML Living Standard, section 9.2.5) that parses back to the same events: types, data and last event IDs. */
  sse: { extension: "sse", type: "text/event-stream", writer: writeStream },
  /** One JSON object on a line (RFC 8259): every row, also those of the browser itself. */
  ndjson: { extension: "ndjson", type: "application/x-ndjson", writer: writeJson },
  /** Comma-separated values (RFC 4180) for spreadsheets: every row. */
  csv: { extension: "csv", type: "text/csv;charset=utf-8", mark: "\ufeff", writer: writeCsv },
};

function writeStream() {
  let lastEventId = "";
  return {
    begin: "",
    row(_, { kind, id, type, data }) {
      if (kind === "comment") return `${line("", data)}\n`;
      if (kind !== "event") return "";
      let text = "";
      // Without an id, an event has that of the event before.
      if (id !== lastEventId) text += line("id", id);
      lastEventId = id;
      if (type !== "message") text += line("event", type);
      return `${text}${data.split("\n").map((part) => line("data", part)).join("")}\n`;
    },
  };
}

const line = (name, value) => (value === "" ? `${name}:\n` : `${name}: ${value}\n`);

const timeOf = (item) => new Date(item.time).toISOString();

function writeJson() {
  return {
    begin: "",
    row(number, item) {
      const { kind, stream, id, type, data, detail } = item;
      return `${JSON.stringify({ number, time: timeOf(item), stream, kind, id, type, data, detail })}\n`;
    },
  };
}

const columns = ["number", "time", "stream", "kind", "id", "type", "data", "detail"];

function writeCsv() {
  return {
    begin: `${columns.join(",")}\r\n`,
    row: (number, item) => `${columns.map((name) => cell(name === "number" ? number : name === "time" ? timeOf(item) : item[name])).join(",")}\r\n`,
  };
}

// A spreadsheet runs a cell that begins with one of these as a formula, and the text comes from a server. Plain numbers are safe.
const isFormula = (text) => /^[=+\-@\t\r]/.test(text) && !/^[+-]?\d+(\.\d+)?$/.test(text);

function cell(value) {
  const text = `${value ?? ""}`;
  const safe = isFormula(text) ? `'${text}` : text;
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
