import { readXml } from "./read-xml.js";
import { writeXml } from "./write-xml.js";
import type { XmlShapes, XmlWords } from "../operation-case.js";

/** What reads and writes the documents of a contract in tests and mocks. It shares no code with the client that is tested. */
export function speakXml(shapes: XmlShapes): XmlWords {
  return {
    read: (text, root) => readXml(text, root, shapes),
    write: (value, root) => writeXml(value, root, shapes),
  };
}
