import type { BatchHint, Settings } from "../config.js";
import { isHttp, type Contract, type HttpOperation } from "../contract/contract.js";
import { flatten } from "../contract/flatten.js";
import { child } from "../contract/pointer.js";
import type { Schema } from "../contract/schema.js";
import { dereference } from "../contract/walk.js";
import type { Diagnostic, Stage } from "../diagnostics.js";
import { findBatchHint } from "./batch-hint.js";
import { findList } from "./pages/pages.js";
import type { BatchPlan, MemberPlan, OperationPlan } from "./plan.js";

/** A list that is said to answer for others, and what is known of all operations. */
interface Serving {
  readonly list: OperationPlan;
  readonly operation: HttpOperation;
  readonly hint: BatchHint;
  readonly contract: Contract;
  readonly plans: readonly OperationPlan[];
}

/** Most servers take URLs of this many ids. */
const USUAL_MAX = 100;

/** Tells operations that get one thing by its id which list answers for several of their calls at once. */
export function planBatches(
  plans: readonly OperationPlan[],
  contract: Contract,
  settings: Settings,
): Stage<readonly OperationPlan[]> {
  const diagnostics: Diagnostic[] = [];
  const batches = new Map<string, BatchPlan>();
  const planOf = new Map(plans.map((plan) => [plan.id, plan]));
  for (const operation of contract.operations.filter(isHttp)) {
    const list = planOf.get(operation.id);
    const hint = findBatchHint(operation, settings);
    if (list === undefined || hint === undefined) continue;
    const found = typeof hint === "string" ? hint : planBatch({ list, operation, hint, contract, plans });
    if (typeof found === "string") diagnostics.push(explain(operation, found));
    else batches.set(found.serves, found.batch);
  }
  const value = plans.map((plan) => {
    const batch = batches.get(plan.id);
    return batch === undefined ? plan : { ...plan, batch };
  });
  return { value, diagnostics };
}

function explain({ id, at }: HttpOperation, message: string): Diagnostic {
  return {
    code: "batch-hint-invalid",
    severity: "warning",
    message: `${id} answers for no other operation: ${message}.`,
    pointer: at,
    help: "`batch` needs `key`, the parameter that takes many ids, and may have `serves` (an operation), `id` (a property of the items), `size`, `with`, `max` and `wait`.",
  };
}

/** The decision, or why there is none. */
function planBatch(serving: Serving): { readonly serves: string; readonly batch: BatchPlan } | string {
  const { list, operation, hint, contract } = serving;
  const ids = memberOf(list, hint.key);
  if (ids === undefined) return `it has no parameter \`${hint.key}\``;
  const served = findServed(serving);
  if (served?.target === undefined || (served.pages ?? served.streams) !== undefined)
    return "no operation is found that gets one item by its id; `serves` can name it";
  const found = findList(operation, contract, list.pages?.items);
  if (found === undefined) return "its answer holds no list";
  const id = findId(serving, found.items, served.target);
  if (id === undefined) return "its items have no id that is known; `id` can name the property";
  if (!isSame(list, served)) return `its items are not what \`${served.call.join(".")}\` returns`;
  const wish = hint.size ?? list.pages?.size;
  const size = wish === undefined ? undefined : memberOf(list, wish);
  if (hint.size !== undefined && size === undefined) return `it has no parameter \`${hint.size}\``;
  const strange = hint.with?.find((name) => memberOf(list, name)?.name !== memberOf(served, name)?.name);
  if (strange !== undefined) return `the parameter \`${strange}\` is not one of both operations`;
  const wanted = dereference(ids.schema, contract);
  const limits = [hint.max, wanted.kind === "array" ? wanted.maxItems : undefined, greatest(size, contract)];
  const max = Math.min(...limits.filter((limit) => limit !== undefined));
  return {
    serves: served.id,
    batch: {
      list: list.names.operation,
      ids: ids.name,
      ...(wanted.kind === "string" && { separator: "," }),
      items: found.at,
      key: child("", id),
      ...(size !== undefined && { size: size.name }),
      ...(hint.with !== undefined && { shared: hint.with }),
      max: Number.isFinite(max) ? max : USUAL_MAX,
      ...(hint.wait !== undefined && { wait: hint.wait }),
    },
  };
}

/** By its name in TypeScript or on the wire. */
function memberOf({ members }: OperationPlan, name: string): MemberPlan | undefined {
  return members.find((member) => member.name === name || ("key" in member.place && member.place.key === name));
}

/** The operation that the hint names, else the one that gets `/things/{id}` where the list is at `/things`. */
function findServed({ list, hint, contract, plans }: Serving): OperationPlan | undefined {
  const named = contract.operations.find(
    ({ id, operationId }) => hint.serves !== undefined && (id === hint.serves || operationId === hint.serves),
  );
  if (hint.serves !== undefined) return plans.find(({ id }) => id === named?.id);
  const base = `${list.path.replace(/\/$/, "")}/`;
  return plans.find(
    ({ method, path }) => method === "GET" && path.startsWith(base) && /^\{[^{}/]+\}$/.test(path.slice(base.length)),
  );
}

/** The property that holds what the path parameter asks for. */
function findId({ hint, contract }: Serving, items: Schema, target: MemberPlan): string | undefined {
  const item = flatten(items, contract);
  if (item.kind !== "object") return hint.id;
  const wanted = [hint.id ?? target.name, ...(hint.id === undefined ? ["id"] : [])];
  return wanted.find((name) => item.properties.some(({ key }) => key === name));
}

/** Whether an item of the list may stand for what the other operation returns. */
function isSame({ pages, result: listed }: OperationPlan, { result: { shape } }: OperationPlan): boolean {
  const item = pages?.itemShape ?? (listed.shape.kind === "array" ? listed.shape.items : undefined);
  const text = JSON.stringify(item);
  return [shape, ...(shape.kind === "union" ? shape.variants : [])].some((each) => JSON.stringify(each) === text);
}

/** The greatest number that a parameter takes. */
function greatest(member: MemberPlan | undefined, contract: Contract): number | undefined {
  const schema = member && dereference(member.schema, contract);
  return schema?.kind === "number" ? schema.maximum : undefined;
}
