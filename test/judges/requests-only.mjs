const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/** A contract that says what may be sent, and of answers nothing: what a judge of requests needs. Responses refer to each other in circles that take Prism minutes to resolve. */
export function keepRequests(document) {
  const paths = mapValues(document.paths, (item) =>
    mapValues(item, (operation, key) => (METHODS.includes(key) ? withoutAnswers(operation) : operation)),
  );
  const { responses: _answers, callbacks: _callbacks, ...components } = document.components ?? {};
  const kept = { ...document, paths, ...(document.components && { components }) };
  delete kept.webhooks;
  delete kept.responses;
  return pruneSchemas(kept);
}

function withoutAnswers({ callbacks: _callbacks, ...operation }) {
  return { ...operation, responses: { 200: { description: "Whatever." } } };
}

/** Leaves out the schemas that nothing refers to any more. */
function pruneSchemas(document) {
  const schemas = document.components?.schemas ?? document.definitions ?? {};
  const prefix = document.definitions ? "#/definitions/" : "#/components/schemas/";
  const { [document.definitions ? "definitions" : "components"]: _all, ...rest } = document;
  const others = document.components ? { ...document.components, schemas: {} } : {};
  const reached = new Set();
  const waiting = [rest, others];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    for (const name of namesIn(node, prefix)) {
      if (reached.has(name) || schemas[name] === undefined) continue;
      reached.add(name);
      waiting.push(schemas[name]);
    }
  }
  const kept = Object.fromEntries(Object.entries(schemas).filter(([name]) => reached.has(name)));
  return document.definitions ? { ...rest, definitions: kept } : { ...rest, components: { ...others, schemas: kept } };
}

function namesIn(node, prefix) {
  const text = JSON.stringify(node);
  return [...text.matchAll(/"(#\/[^"\\]+)"/g)]
    .filter(([, pointer]) => pointer.startsWith(prefix))
    .map(([, pointer]) => decodeURIComponent(pointer.slice(prefix.length).split("/")[0] ?? "").replaceAll("~1", "/"));
}

function mapValues(object, change) {
  return Object.fromEntries(Object.entries(object ?? {}).map(([key, value]) => [key, change(value, key)]));
}
