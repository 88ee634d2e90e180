// Parses the three forms of an HTTP-date (RFC 9110, section 5.6.7). Date.parse accepts far more, such as "-5" and "soon 7".

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const month = `(?<month>${months.join("|")})`;
const time = "(?<hour>\\d\\d):(?<minute>\\d\\d):(?<second>\\d\\d)";

const imfFixdate = new RegExp(`^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), (?<day>\\d\\d) ${month} (?<year>\\d{4}) ${time} GMT$`);
const rfc850 = new RegExp(`^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, (?<day>\\d\\d)-${month}-(?<year>\\d\\d) ${time} GMT$`);
const asctime = new RegExp(`^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) ${month} (?<day>[ \\d]\\d) ${time} (?<year>\\d{4})$`);

/** The date in milliseconds since 1970, or null if the text is not an HTTP-date. `now` resolves a two-digit year. */
export function parseHttpDate(text, now = Date.now()) {
  const { groups } = imfFixdate.exec(text) ?? rfc850.exec(text) ?? asctime.exec(text) ?? {};
  if (groups === undefined) return null;
  const [day, hour, minute, second] = [groups.day, groups.hour, groups.minute, groups.second].map(Number);
  if (hour > 23 || minute > 59 || second > 60) return null; // 60 is a leap second
  const year = groups.year.length === 2 ? fullYear(Number(groups.year), now) : Number(groups.year);
  const midnight = new Date(0);
  midnight.setUTCFullYear(year, months.indexOf(groups.month), day); // Date.UTC would map the years 0 to 99 to 1900 to 1999
  if (midnight.getUTCDate() !== day) return null; // no such day, for example 31 February
  return midnight.getTime() + ((hour * 60 + minute) * 60 + second) * 1000;
}

// "Recipients ... MUST interpret a timestamp that appears to be more than 50 years in the future as representing the most
// recent year in the past that had the same last two digits."
function fullYear(lastDigits, now) {
  const latest = new Date(now).getUTCFullYear() + 50;
  return latest - ((latest - lastDigits) % 100);
}
