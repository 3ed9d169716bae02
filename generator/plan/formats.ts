/** The formats that validators check, and the check of each; what a contract calls otherwise is left alone. */
const CHECKED: { readonly [kind in "string" | "number"]: { readonly [format: string]: string } } = {
  string: {
    "date-time": "dateTime",
    date: "date",
    time: "time",
    uuid: "uuid",
    email: "email",
    uri: "uri",
    ipv4: "ipv4",
    ipv6: "ipv6",
    byte: "byte",
  },
  number: { int32: "int32", int64: "integer" },
};

/** The check of a format; `undefined` where it is not checked. */
export function checkOfFormat(kind: "string" | "number", format: string | undefined): string | undefined {
  return format !== undefined && Object.hasOwn(CHECKED[kind], format) ? CHECKED[kind][format] : undefined;
}
