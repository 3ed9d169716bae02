import type { Event } from "js-yaml";
import { jsYaml } from "./js-yaml.js";
import { readYamlEvents } from "./yaml.js";
import type { OffsetTree, Spot } from "./locate.js";

interface Stream {
  readonly text: string;
  readonly events: readonly Event[];
  /** Index of a node -> index behind it. */
  readonly ends: readonly number[];
  /** Index of an alias -> index of the node it stands for. */
  readonly targets: ReadonlyMap<number, number>;
}

const ROOT = 1;

const kinds = () => jsYaml().EVENT_ID;

/** The offsets of a text that is known to be valid YAML. */
export function readYamlOffsets(text: string): OffsetTree {
  const events = readYamlEvents(text);
  const stream = { text, events, ends: findEnds(events), targets: findTargets(text, events) };
  return { root: valueSpot(stream, ROOT), open: (spot) => openNode(stream, spot.value) };
}

function openNode(stream: Stream, at: number): ReadonlyMap<string, Spot> {
  const event = stream.events[at];
  if (event?.type === kinds().ALIAS) return openNode(stream, stream.targets.get(at) ?? -1);
  if (event?.type === kinds().MAPPING) return openMapping(stream, at);
  if (event?.type === kinds().SEQUENCE) return openSequence(stream, at);
  return new Map();
}

function openMapping(stream: Stream, start: number): Map<string, Spot> {
  const members = new Map<string, Spot>();
  const merged: number[] = [];
  for (let at = start + 1; isNode(stream, at);) {
    const value = stream.ends[at] ?? at + 1;
    const key = keyText(stream, at);
    if (key === "<<") merged.push(value);
    members.set(key, { ...valueSpot(stream, at), value });
    at = stream.ends[value] ?? value + 1;
  }
  for (const [key, spot] of merged.flatMap((at) => openMerged(stream, at))) {
    if (!members.has(key)) members.set(key, spot);
  }
  return members;
}

/** What `<<` adds: the members of a mapping, or of each mapping of a sequence. */
function openMerged(stream: Stream, at: number): [string, Spot][] {
  const isSequence = stream.events[at]?.type === kinds().SEQUENCE;
  const sources = isSequence ? [...openSequence(stream, at).values()].map((spot) => spot.value) : [at];
  return sources.flatMap((source) => [...openNode(stream, source)]);
}

function openSequence(stream: Stream, start: number): Map<string, Spot> {
  const items = new Map<string, Spot>();
  for (let at = start + 1; isNode(stream, at); at = stream.ends[at] ?? at + 1) {
    items.set(String(items.size), valueSpot(stream, at));
  }
  return items;
}

function isNode(stream: Stream, at: number): boolean {
  const type = stream.events[at]?.type;
  return type !== undefined && type !== kinds().POP;
}

function keyText(stream: Stream, at: number): string {
  const event = stream.events[at];
  return event?.type === kinds().SCALAR ? jsYaml().getScalarValue(stream.text, event) : "";
}

function valueSpot(stream: Stream, at: number): Spot {
  const event = stream.events[at];
  if (event?.type === kinds().SCALAR) {
    return { offset: event.valueStart, length: event.valueEnd - event.valueStart, value: at };
  }
  if (event?.type === kinds().ALIAS) {
    return { offset: event.anchorStart - 1, length: event.anchorEnd - event.anchorStart + 1, value: at };
  }
  const offset = event?.type === kinds().MAPPING || event?.type === kinds().SEQUENCE ? event.start : 0;
  return { offset, length: 1, value: at };
}

function findEnds(events: readonly Event[]): number[] {
  const ends: number[] = [];
  const open: number[] = [];
  events.forEach((event, index) => {
    const isContainer = event.type !== kinds().SCALAR && event.type !== kinds().ALIAS && event.type !== kinds().POP;
    if (isContainer) open.push(index);
    else ends[event.type === kinds().POP ? (open.pop() ?? 0) : index] = index + 1;
  });
  return ends;
}

function findTargets(text: string, events: readonly Event[]): Map<number, number> {
  const anchors = new Map<string, number>();
  const targets = new Map<number, number>();
  events.forEach((event, index) => {
    if (!("anchorStart" in event) || event.anchorStart < 0) return;
    const name = text.slice(event.anchorStart, event.anchorEnd);
    if (event.type === kinds().ALIAS) targets.set(index, anchors.get(name) ?? -1);
    else anchors.set(name, index);
  });
  return targets;
}
