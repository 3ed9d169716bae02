import { isDeepStrictEqual } from "node:util";
import type { OperationPlan } from "../../generator/plan/plan.js";
import type { Schema } from "../../generator/contract/schema.js";
import { represent } from "../../generator/plan/samples/represent.js";
import type { Beholding } from "../../generator/plan/samples/represent.js";
import type { Sample } from "../../generator/plan/samples/sample.js";
import type { GivenArguments, SampleBody } from "../testing/operation-case.js";
import { gatherArguments } from "./contract-facts.js";
import type { Subject } from "./contract-facts.js";
import { paramsSchema } from "./validators-files.js";

/** Whose arguments they are. */
type Represented = Pick<Subject, "values" | "contract"> & { readonly plan: OperationPlan };

/** Arguments that were drawn as JSON has them, as the caller writes them; beside what the wire has, where that differs. */
export function representArguments(drawn: GivenArguments, subject: Represented): GivenArguments {
  const caller = seeArguments(drawn, subject, "caller");
  const wire = seeArguments(drawn, subject, "wire");
  return { ...drawn, ...caller, ...(!isDeepStrictEqual(caller, wire) && { wire }) };
}

function seeArguments(
  drawn: GivenArguments,
  { plan, values, contract }: Represented,
  sees: Beholding["sees"],
): Pick<GivenArguments, "target" | "params"> {
  const name = plan.target?.name;
  const all = gatherArguments(drawn, plan);
  const seen = represent(paramsSchema(plan), all, { contract, values, direction: "sent", sees });
  const { [name ?? ""]: own, ...others } = seen as { readonly [key: string]: unknown };
  return name === undefined ? { params: seen as GivenArguments["params"] } : { target: own, params: others };
}

/** A body that was drawn as JSON has it, as the client gives it; beside what the server sends, where that differs. */
export function representBody(name: string, drawn: Sample, seen: Subject & { readonly schema: Schema }): SampleBody {
  const body = representReply(drawn, seen);
  return { name, body, ...(!isDeepStrictEqual(body, drawn) && { wire: drawn }) };
}

/** A part of a body as the client gives it. */
export function representReply(
  drawn: Sample,
  { schema, contract, values }: Pick<Subject, "contract" | "values"> & { readonly schema: Schema },
): unknown {
  return represent(schema, drawn, { contract, values, direction: "received", sees: "caller" });
}
