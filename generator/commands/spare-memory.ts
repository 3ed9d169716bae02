import process from "node:process";
import { setFlagsFromString } from "node:v8";
import type { Watch } from "../pipeline.js";

/** Bytes of the heap beyond which memory is dearer than time: those of a thousand operations stay below. */
const LARGE = 256e6;

/** Before it collects, V8 lets the heap grow to some times what is in use; from here on to little more than that. */
const FRUGAL = "--heap-growing-percent=20";

/** Hears of each stage of the line, and has V8 take memory in small steps once a contract turns out to be very large. */
export function spareMemory(watch: Watch): Watch {
  return (progress) => {
    if (process.memoryUsage().heapUsed > LARGE) setFlagsFromString(FRUGAL);
    watch(progress);
  };
}
