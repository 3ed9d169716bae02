const GIVEN = ["minimal", "maximal"];

/**
 * Sends every operation's smallest and largest request to a judge by the generated client, and gives what is held against
 * each; and requests that are wrong on purpose, because a judge that takes those judges nothing.
 */
export async function sendAll(client, { judge, baseUrl, watch }) {
  const right = client.cases.flatMap((operation) =>
    operation.given.filter(({ name }) => GIVEN.includes(name)).map((given) => ({ operation, given })),
  );
  const wrong = client.cases.flatMap((operation) =>
    mistakesOf(operation).map((mistake) => ({ operation, given: breakGiven(client, operation, mistake) })),
  );
  const waiting = [...right, ...wrong];
  const verdicts = new Map();
  const work = async () => {
    for (let request = waiting.shift(); request !== undefined; request = waiting.shift()) {
      verdicts.set(request, await sendOne(client, request, { judge, baseUrl }));
      watch(verdicts.size, right.length + wrong.length);
    }
  };
  await Promise.all([work(), work(), work()]);
  return {
    verdicts: right.map((request) => verdicts.get(request)),
    wrong: wrong.map((request) => verdicts.get(request)),
  };
}

/**
 * What is missing is wrong in every spelling, and to every judge, and so is a word where a number must be; a number in the
 * place of a text is one on the wire.
 */
function mistakesOf({ wrong, target, given }) {
  const missing = wrong.filter(({ pointer, value }) => value === undefined && pointer !== `/${target}`);
  const numbers = Object.entries(given.at(-1)?.params ?? {}).filter(([, value]) => typeof value === "number");
  return [...missing, ...numbers.map(([name]) => ({ pointer: `/${name}`, value: "many" }))].slice(0, 1);
}

/** The last of an operation's arguments with one mistake in them. */
function breakGiven({ setAt, spreadArguments }, operation, { pointer, value }) {
  const { [operation.target]: target, ...params } = setAt(
    spreadArguments(operation, operation.given.at(-1)),
    pointer,
    value,
  );
  return { name: "wrong", target, params };
}

async function sendOne({ create, facts, callOperation }, { operation, given }, { judge, baseUrl }) {
  let answer;
  const transport = async ({ url, ...parts }) => {
    answer = await fetch(url, { ...parts, redirect: "manual", duplex: "half" });
    return answer.clone();
  };
  const validate = given.name === "wrong" ? { request: "off" } : {};
  const options = { baseUrl, transport, validate, auth: credentialsFor(operation, facts), timeout: 300_000 };
  const error = await callOperation({ create }, operation, given, options).then(
    () => undefined,
    (reason) => reason,
  );
  const against = answer === undefined ? [`not sent: ${error?.message}`] : await judge.judge(answer);
  return { name: `${operation.call} ${given.name}`, id: operation.id, against };
}

/** Something for each scheme of the first alternative that we can sign with. */
function credentialsFor({ auth }, { schemes }) {
  const usable = auth.find((ids) => ids.every((id) => (schemes[id]?.kind ?? "other") !== "other")) ?? [];
  return Object.fromEntries(
    usable.map((id) => [id, schemes[id].kind === "basic" ? { username: "user", password: "password" } : "credential"]),
  );
}
