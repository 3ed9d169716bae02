import type { ClientPlan, CommonBody, EncoderPlan, OperationPlan } from "./plan.js";

/** What a request that the contract does not know (yet) most likely needs: what most of its operations do. */
export function planUsualRequest(operations: readonly OperationPlan[]): ClientPlan["common"] {
  const body = commonBody(operations);
  const header = mostFrequent(
    operations.filter(({ method }) => method === "POST").map(({ idempotencyHeader }) => idempotencyHeader ?? ""),
  );
  return { ...(body !== undefined && { body }), ...(header ? { idempotencyHeader: header } : {}) };
}

/** `undefined` where it is plain JSON, or nothing that data could be written as. */
function commonBody(operations: readonly OperationPlan[]): CommonBody | undefined {
  const bodies = operations.flatMap(({ body }) => body ?? []);
  const mediaType = mostFrequent(bodies.map((body) => body.mediaType));
  const alike = bodies.filter((body) => body.mediaType === mediaType);
  const kind = alike[0]?.kind ?? "json";
  const isForData = kind === "json" || kind === "form" || kind === "multipart";
  if (mediaType === undefined || mediaType === "application/json" || !isForData) return undefined;
  const styles = alike.flatMap(({ each, parts }) => [...(each ? [each] : []), ...Object.values(parts)]);
  const each = mostFrequent(styles.filter(({ style }) => style !== undefined).map(printStyle));
  return { kind, mediaType, ...(each !== undefined && { each: JSON.parse(each) as EncoderPlan }) };
}

function printStyle({ style, explode, allowReserved }: EncoderPlan): string {
  return JSON.stringify({ style, explode, allowReserved });
}

/** Of equally frequent texts, the first by their order. */
function mostFrequent(texts: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].sort(([a, left], [b, right]) => right - left || (a < b ? -1 : 1))[0]?.[0];
}
