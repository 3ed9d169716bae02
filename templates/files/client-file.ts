import type { AuthScheme, Server, ServerVariable } from "../../generator/contract/contract.js";
import type { ClientPlan } from "../../generator/plan/plan.js";
import { needsBaseUrl } from "../../generator/plan/servers.js";
import { blocks, code, joined, lines, nothing, printCode, type, value } from "../code.js";
import type { Code, Import } from "../code.js";
import { docComment, literal, propertyKey, quote } from "../text.js";
import { listOutlines, printErrors } from "./error-types.js";
import { printFile } from "./output.js";
import type { Emission, OutputFile } from "./output.js";

const CONNECTION = "runtime/v1/connection";

/** `client.ts`: what the contract says of the API as a whole, and `connect`, which needs no resource. */
export function printClientFile(emission: Emission): OutputFile {
  const { client } = emission.plan;
  const usable = client.auth.flatMap((auth) => {
    const signer = signerOf(auth.scheme);
    return signer === undefined ? [] : [{ ...auth, signer }];
  });
  const body = blocks([
    usable.length === 0 ? nothing : printAuthType(client, usable),
    printOptionsType(client),
    printErrorTypes(client),
    printConnect(client, usable),
  ]);
  const declares = ["Auth", "Options", "Error"].map((suffix) => client.type + suffix);
  return printFile(emission, { path: "client", body, declares: [...declares, "connect", `is${client.type}Error`] });
}

/** How the runtime signs with a scheme, and what the user gives for it. */
interface Signer {
  readonly code: Code;
  readonly credential: Import;
}

interface UsableAuth {
  readonly id: string;
  readonly scheme: AuthScheme;
  readonly signer: Signer;
}

function signerOf(scheme: AuthScheme): Signer | undefined {
  const credential = type("Credential", "runtime/v1/auth/scheme");
  switch (scheme.kind) {
    case "bearer":
    case "oauth2":
    case "openIdConnect":
      return { code: code`${value("bearer", "runtime/v1/auth/bearer")}`, credential };
    case "basic":
      return {
        code: code`${value("basic", "runtime/v1/auth/basic")}`,
        credential: type("BasicCredential", "runtime/v1/auth/scheme"),
      };
    case "apiKey": {
      const key = value("apiKey", "runtime/v1/auth/api-key");
      return { code: code`${key}(${quote(scheme.in)}, ${quote(scheme.key)})`, credential };
    }
    case "other":
      return undefined;
  }
}

function printAuthType(client: ClientPlan, auth: readonly UsableAuth[]): Code {
  const members = auth.map(({ id, scheme, signer }) =>
    lines([
      docComment([scheme.doc ?? describeScheme(scheme)]),
      code`readonly ${propertyKey(id)}?: ${signer.credential} | undefined;`,
    ]),
  );
  const doc = docComment([`Credentials for ${client.title}, by the contract's names for the schemes.`]);
  return code`${doc}\nexport interface ${client.type}Auth {\n  ${lines(members)}\n}`;
}

function describeScheme(scheme: AuthScheme): string {
  switch (scheme.kind) {
    case "apiKey":
      return `An API key, sent as the ${scheme.in === "query" ? "query parameter" : scheme.in} \`${scheme.key}\`.`;
    case "basic":
      return "A user name and password.";
    default:
      return "An access token.";
  }
}

function printOptionsType(client: ClientPlan): Code {
  const doc = docComment([
    client.auth.length === 0
      ? `Options of a ${client.type} client.`
      : `Options of a ${client.type} client. \`auth\` is one credential, where that is enough, or one for each scheme.`,
  ]);
  const credential = type("Credential", "runtime/v1/auth/scheme");
  const auth = client.auth.length === 0 ? code`never` : code`${credential} | ${client.type}Auth`;
  const members = [
    ...(needsBaseUrl(client)
      ? [lines([docComment(["Where to send: the contract names no server."]), "readonly baseUrl: string;"])]
      : []),
    ...printServerOption(client),
  ];
  const base =
    members.length === 0
      ? code`{}`
      : code`{
  ${lines(members)}
}`;
  return code`${doc}
export interface ${client.type}Options extends ${optionsType(client)}<${auth}> ${base}`;
}

function optionsType({ exchange }: ClientPlan): Import {
  return exchange === undefined
    ? type("ClientOptions", CONNECTION)
    : type("GraphqlClientOptions", "runtime/v1/graphql/operation");
}

/** The contract's servers to choose from, where there is a choice. */
function printServerOption({ servers }: ClientPlan): Code[] {
  const variables = servers.flatMap((server) => {
    const members = server.variables.map((each) => `readonly ${propertyKey(each.key)}?: ${typeOfVariable(each)}`);
    return members.length === 0 ? [] : [`{ ${members.join("; ")} }`];
  });
  const choices = [...servers.keys(), ...new Set(variables), "undefined"];
  if (servers.length < 2 && variables.length === 0) return [];
  const rows = servers.map(({ url, doc }, index) => `- ${index}: \`${url}\`${doc === undefined ? "" : ` ${doc}`}`);
  const doc = docComment(["Which server, the first by default: by its number, or by its variables.", rows.join("\n")]);
  return [code`${doc}\nreadonly server?:\n  ${lines(choices.map((choice) => `| ${choice}`))};`];
}

function typeOfVariable({ values }: ServerVariable): string {
  return [...(values?.length ? values.map(quote) : ["string"]), "undefined"].join(" | ");
}

function printErrorTypes(client: ClientPlan): Code {
  const name = `${client.type}Error`;
  if (client.exchange !== undefined) return printGraphqlErrors(client);
  return blocks([
    code`${docComment([`An answer of the server that is no success, with the bodies that the contract declares.`])}
export type ${name} =${printErrors(client.errors)};`,
    code`${docComment([
      [
        `Tells whether a caught value is an error that a ${client.type} client was answered with, and narrows its body by status.`,
        "Where the body is none of the declared kind, a proxy's page say, only `isApiError` is true.",
      ].join("\n"),
    ])}
export function is${name}(error: unknown): error is ${name} {
  return ${value("isApiError", "runtime/v1/errors")}(error, ${quote(client.name)}) && error.conforms;
}`,
  ]);
}

function printGraphqlErrors({ name, type: own, title }: ClientPlan): Code {
  const failure = type("GraphqlFailure", "runtime/v1/graphql/operation");
  const isRequestError = value("isGraphQLRequestError", "runtime/v1/graphql/errors");
  return blocks([
    code`${docComment(["An answer with errors, or one that is no success."])}
export type ${own}Error<Data = unknown> = ${failure}<Data>;`,
    code`${docComment([`Tells whether a caught value is an answer of ${title} that is no success.`])}
export function is${own}Error(error: unknown): error is ${own}Error {
  return ${isRequestError}(error, ${quote(name)}) || ${value("isApiError", "runtime/v1/errors")}(error, ${quote(name)});
}`,
  ]);
}

const EXCHANGES = {
  graphqlRequest: value("graphqlRequestExchange", "runtime/v1/graphql/graphql-request"),
  direct: value("directExchange", "runtime/v1/graphql/direct"),
};

function printConnect(client: ClientPlan, auth: readonly UsableAuth[]): Code {
  const errors = listOutlines(client.errors).map(
    ([status, outlines]) => code`${propertyKey(status)}: ${literal(outlines)}`,
  );
  const schemes = auth.map(({ id, signer }) => code`${propertyKey(id)}: ${signer.code}`);
  const { exchange } = client;
  const place = exchange === undefined ? "under `resources/`" : "of `operations`";
  const create =
    exchange === undefined
      ? value("createConnection", CONNECTION)
      : value("createGraphqlConnection", "runtime/v1/graphql/operation");
  return code`${docComment([
    `Opens a connection for the functions ${place}: a bundle then holds only the operations that it calls.`,
  ])}
export function connect(options: ${client.type}Options${needsBaseUrl(client) ? "" : " = {}"}): ${type("Connection", CONNECTION)} {
  return ${create}(
    {
      name: ${quote(client.name)},
      ${printServers(client)}
      auth: ${printList(schemes, "{}")},${client.security.length === 0 ? "" : `\nsecurity: ${literal(client.security)},`}${errors.length === 0 ? "" : code`\nerrors: ${printList(errors, "{}")},`}
      transport: ${value(`${client.transport}Transport`, `runtime/v1/transport/${client.transport}`)},${
        exchange === undefined ? nothing : code`\nexchange: ${EXCHANGES[exchange]},`
      }
    },
    options,
  );
}`;
}

/** On one line where it fits, else one member a line. */
function printList(members: readonly Code[], [open = "", close = ""]: string): Code {
  const width = members.reduce((sum, member) => sum + printCode(member).length + 2, 0);
  if (members.length === 0) return code`${open}${close}`;
  if (width > 90) return code`${open}\n  ${lines(members.map((member) => code`${member},`))}\n${close}`;
  const space = open === "{" ? " " : "";
  return code`${open}${space}${joined(members, ", ")}${space}${close}`;
}

function printServers({ servers }: ClientPlan): Code {
  const [first, ...others] = servers;
  if (first === undefined) return nothing;
  if (others.length === 0 && first.variables.length === 0) return code`server: ${quote(first.url)},`;
  const choice = value("serverChoice", "runtime/v1/server-choice");
  return code`server: ${choice}(${printList(servers.map(printServer), "[]")}),`;
}

function printServer(server: Server): Code {
  if (server.variables.length === 0) return code`${quote(server.url)}`;
  const variables = Object.fromEntries(server.variables.map((variable) => [variable.key, variable.default]));
  const template = value("serverTemplate", "runtime/v1/server-choice");
  return code`${template}(${quote(server.url)}, ${literal(variables)})`;
}
