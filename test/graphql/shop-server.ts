import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { readFileSync } from "node:fs";
import { createSchema, createYoga, type YogaServerOptions } from "graphql-yoga";
import { GraphQLError } from "graphql";
import { onTestFinished } from "vitest";

const typeDefs = readFileSync(new URL("../../specs/shop.graphql", import.meta.url), "utf8");

/** What the shop's server was asked, one entry a request. */
export interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
}

/** A shop that runs on this machine. */
export interface ShopServer {
  readonly url: string;
  readonly asked: Asked[];
}

/** Goods on the shelf, by number. */
function product(number: number) {
  return {
    __typename: "Product",
    id: `p${number}`,
    handle: `tea-${number}`,
    title: `Tea ${number}`,
    description: null,
    price: { amount: `${number}.90`, currency: "CHF" },
    available: number % 2 === 0,
    tags: ["tea"],
    images: [],
    related: () => [],
    createdAt: "2026-11-22T09:30:00Z",
  };
}

const SHELF = Array.from({ length: 25 }, (_, index) => product(index + 1));

function page(first: number, after: string | undefined) {
  const start = after === undefined ? 0 : Number(after);
  const nodes = SHELF.slice(start, start + first);
  const end = start + nodes.length;
  return {
    nodes,
    edges: nodes.map((node, index) => ({ node, cursor: String(start + index + 1) })),
    totalCount: SHELF.length,
    pageInfo: {
      hasNextPage: end < SHELF.length,
      hasPreviousPage: start > 0,
      startCursor: String(start + 1),
      endCursor: String(end),
    },
  };
}

const resolvers = {
  Query: {
    node: (_: unknown, { id }: { id: string }) => SHELF.find((each) => each.id === id),
    nodes: (_: unknown, { ids }: { ids: string[] }) => ids.map((id) => SHELF.find((each) => each.id === id) ?? null),
    product: (_: unknown, { by }: { by: { id?: string; handle?: string } }) =>
      SHELF.find((each) => each.id === by.id || each.handle === by.handle),
    products: (_: unknown, { first, after }: { first: number; after?: string }) => page(first, after),
    search: () => [
      SHELF[0],
      { __typename: "Page", id: "g1", title: "Terms", body: "Be kind." },
      { __typename: "Article", id: "a1", title: "On tea", author: null, publishedAt: null },
    ],
    viewer: (_: unknown, __: unknown, { request }: { request: Request }) => {
      if (request.headers.get("authorization") !== "Bearer secret") {
        throw new GraphQLError("Sign in first.", { extensions: { code: "UNAUTHENTICATED" } });
      }
      return { id: "c1", email: "jenny@example.com", name: "Jenny", addresses: [] };
    },
  },
  Subscription: {
    orderChanged: {
      subscribe: async function* (_: unknown, { id }: { id: string }) {
        yield { orderChanged: { id, status: "PAID" } };
        yield { orderChanged: { id, status: "SHIPPED" } };
      },
    },
  },
  Mutation: {
    reviewImageAdd: async (_: unknown, { image, caption }: { image: File; caption?: string }) => ({
      image: { url: `${image.name} (${image.type})`, alt: `${caption}: ${await image.text()}` },
      problems: [],
    }),
    cartCreate: (_: unknown, { lines }: { lines?: { quantity: number }[] }) =>
      (lines ?? []).some(({ quantity }) => quantity > 5)
        ? { problems: [{ __typename: "OutOfStock", message: "Not enough tea.", field: ["lines"], available: 5 }] }
        : { cart: { id: "cart1", lines: [] }, problems: [] },
  },
};

/** Starts the shop; it closes with the test. */
export async function openShop(options: Partial<YogaServerOptions<object, object>> = {}): Promise<ShopServer> {
  const schema = createSchema({ typeDefs, resolvers });
  const yoga = createYoga({ schema, maskedErrors: false, logging: false, ...options });
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const { method = "", url = "", headers } = request;
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () =>
      asked.push({ method, url, headers: headers as Asked["headers"], body: Buffer.concat(chunks).toString() }),
    );
    void yoga(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`, asked };
}
