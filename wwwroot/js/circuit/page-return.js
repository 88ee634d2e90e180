// What a page had when its circuit was lost, kept over the reload that follows, so that the new page can say what is gone and
// open its stream again.

const key = "page-return";
const host = () => document.documentElement.dataset.host; // identifies the server's process

// Session storage belongs to this tab. Reading it throws if the browser blocks site data.
function stored() {
  try {
    return JSON.parse(sessionStorage.getItem(key));
  } catch (error) {
    console.info(`The page cannot say what it lost before this reload (${error.message}).`);
    return null;
  }
}

function store(note) {
  try {
    sessionStorage.setItem(key, JSON.stringify(note));
  } catch (error) {
    console.info(`The page will not be able to say what this reload loses (${error.message}).`);
  }
}

/** Remembers the page before it reloads. `since` is when its circuit was lost. */
export function remember(since) {
  const before = stored();
  const open = document.querySelector("data.open-stream");
  store({
    since: before?.since ?? since.getTime(),
    times: (before?.times ?? 0) + 1,
    restarted: before?.restarted ?? false,
    host: host(),
    path: location.pathname,
    stream: open && { lastId: open.value.slice(0, 512) },
  });
}

/** What this page had before it reloaded, or null. It is kept until `forget`, except for the stream, which opens again only once. */
export function read() {
  const note = stored();
  if (!note) return null;
  const restarted = note.restarted || note.host !== host();
  store({ ...note, restarted, host: host(), stream: null });
  return {
    since: timeOf(new Date(note.since)),
    times: note.times,
    restarted,
    stream: note.path === location.pathname ? note.stream : null,
  };
}

/** Forgets it, once the user has read it. */
export function forget() {
  sessionStorage.removeItem(key);
}

// The day as well, unless it is today.
export function timeOf(date, now = new Date()) {
  const time = { hour: "2-digit", minute: "2-digit", second: "2-digit" };
  const day = date.toDateString() === now.toDateString() ? {} : { day: "numeric", month: "long" };
  return date.toLocaleString("en-GB", { ...day, ...time });
}
