import type { Findings } from "../check.js";
import { DecodeError } from "../errors.js";
import type { Decode } from "../operation.js";
import type { Reply } from "../reply.js";
import type { ReadData } from "./operation.js";

/** Makes of data what JSON has no types for; what is no such thing is a mistake of the server. */
export function readData(decode: Decode): ReadData {
  return ({ connection, operation }, { data, response, attempts }: Reply) => {
    const at: Findings = { issues: [] };
    const value = decode(at, data);
    const [first] = at.issues;
    if (!first) return value;
    const { pointer, message } = first;
    throw new DecodeError({ connection, operation, attempt: attempts }, `${pointer} ${message}`, { response, pointer });
  };
}
