/**
 * Whether a text is of a format that validators check. A second reading of the specifications beside the runtime's own, so
 * that samples show where one of them is wrong.
 */
export function fitsFormat(text: string, format: string | undefined): boolean {
  const test = format !== undefined && Object.hasOwn(TESTS, format) ? TESTS[format] : undefined;
  return test === undefined || test(text);
}

/** The range of a number's format; `undefined` where it has none of its own. */
export function fitsNumberFormat(value: number, format: string | undefined): boolean {
  return format !== "int32" || (value >= -2_147_483_648 && value <= 2_147_483_647);
}

const TESTS: { readonly [format: string]: (text: string) => boolean } = {
  "date-time": (text) => {
    const [day = "", time = "", more] = text.split(/[Tt]/);
    return more === undefined && isDay(day) && isTime(time);
  },
  date: isDay,
  time: isTime,
  uuid: (text) => /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i.test(text),
  // Plain addresses alone: samples need no comments and no quotes in them.
  email: (text) =>
    /^[\w+-]+(?:\.[\w+-]+)*@[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)*$/i.test(text),
  uri: (text) =>
    /^[a-z][a-z\d+.-]*:(?:\/\/(?:[\w.~-]+@)?[\w.~-]*(?::\d*)?(?=[/?#]|$))?(?!\/\/)(?:[\w.~!$&'()*+,;=:@/?-]|%[\da-f]{2})*(?:#(?:[\w.~!$&'()*+,;=:@/?-]|%[\da-f]{2})*)?$/i.test(
      text,
    ),
  ipv4: (text) => /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/.test(text) && !/(?:^|\.)0\d/.test(text),
  ipv6: (text) => /^[\da-f:.]*:[\da-f:.]*$/i.test(text) && URL.canParse(`http://[${text}]/`),
  byte: (text) => /^(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/.test(text),
};

function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function isTime(text: string): boolean {
  return /^(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/.test(text);
}
