import type { Contract, Operation } from "../contract/contract.js";
import type { Pointer } from "../contract/pointer.js";
import { selectOperations } from "../contract/select.js";
import { createMatcher, type Selector } from "../contract/selectors.js";
import type { Diagnostic, Stage } from "../diagnostics.js";

/** A contract before and after it was filtered: the same one where nothing was to be filtered. */
export interface Selection {
  readonly contract: Contract;
  readonly whole: Contract;
}

/** What is wanted, and what is not. */
export interface Wishes {
  readonly include: readonly Selector[];
  readonly exclude: readonly Selector[];
}

/** Leaves out the operations that are not wanted, and whatever was to be told of them alone. */
export function select({ value: whole, diagnostics }: Stage<Contract>, { include, exclude }: Wishes): Stage<Selection> {
  if (include.length + exclude.length === 0) return { value: { contract: whole, whole }, diagnostics };
  const [included, excluded] = [include.map(createMatcher), exclude.map(createMatcher)];
  const contract = selectOperations(
    whole,
    (operation) =>
      (included.length === 0 || included.some((matches) => matches(operation))) &&
      !excluded.some((matches) => matches(operation)),
  );
  const kept = diagnostics.filter(createConcern(contract, whole));
  const told = [...reportIdle([...include, ...exclude], whole), ...refuseNothing(contract, whole)];
  return { value: { contract, whole }, diagnostics: [...kept, ...told] };
}

/** A client without a single call is what a mistyped word asks for, and would replace the one that is there. */
function refuseNothing(contract: Contract, whole: Contract): Diagnostic[] {
  const count = ({ operations, broken, webhooks }: Contract): number =>
    operations.length + broken.length + webhooks.length;
  if (count(contract) > 0 || count(whole) === 0) return [];
  return [
    {
      code: "selectors-leave-nothing",
      severity: "error",
      message: "What is included and excluded leaves no operation of the contract.",
      help: "`conn-gen inspect` prints the tags, paths and ids of its operations.",
    },
  ];
}

/** Whether a diagnostic concerns what is left of a contract. */
function createConcern(contract: Contract, whole: Contract): (diagnostic: Diagnostic) => boolean {
  const kept = placesIn(contract);
  const gone = placesIn(whole);
  const skipped = new Set(whole.broken.map(({ id }) => id));
  for (const { id } of contract.broken) skipped.delete(id);
  return ({ pointer, operation }) => {
    if (operation !== undefined && skipped.has(operation)) return false;
    for (
      let place = pointer ?? "";
      place !== "" && !place.endsWith("#");
      place = place.slice(0, place.lastIndexOf("/"))
    ) {
      if (kept.has(place)) return true;
      if (gone.has(place)) return false;
    }
    return true;
  };
}

function placesIn({ operations, webhooks, broken, schemas }: Contract): Set<Pointer> {
  const places = [...operations, ...webhooks].flatMap(placesOf);
  return new Set([...places, ...broken.map(({ at }) => at), ...Object.keys(schemas)]);
}

function placesOf({ at, inputs, body, outcomes }: Operation): Pointer[] {
  const parts = [...inputs, ...(body === undefined ? [] : [body, ...body.contents])];
  return [at, ...[...parts, ...outcomes, ...outcomes.flatMap(({ contents }) => contents)].map((part) => part.at)];
}

function reportIdle(selectors: readonly Selector[], whole: Contract): Diagnostic[] {
  const all = [...whole.operations, ...whole.webhooks, ...whole.broken];
  const idle = selectors.filter((selector) => selector !== "deprecated" && !all.some(createMatcher(selector)));
  return idle.map((selector) => ({
    code: "selector-matches-nothing",
    severity: "warning",
    message: `\`${selector}\` matches no operation of the contract.`,
    help: "`conn-gen inspect` prints the tags, paths and ids of its operations.",
  }));
}
