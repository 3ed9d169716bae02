import { afterAll, describe, expect, it } from "vitest";
import { fail } from "./fixture.js";
import { generateClient } from "./generated.js";
import { listen } from "./loopback.js";

const client = await generateClient({
  contract: "test/golden/xml/contract.yaml",
  name: "attic",
  transport: "fetch",
  values: { int64: "bigint", dates: "Date" },
});
afterAll(() => client.remove());

type Method = (...given: readonly unknown[]) => Promise<unknown>;
type Create = (options: object) => { readonly [method: string]: Method };

async function open(xml: string, status = 200) {
  const { createAttic } = await client.load<{ readonly createAttic: Create }>("index.ts");
  const server = await listen((_, response) => {
    response.writeHead(status, { "content-type": "application/xml" }).end(xml);
  });
  const issues: unknown[] = [];
  const onValidation = (event: { readonly issues: readonly unknown[] }): void => void issues.push(...event.issues);
  const attic = createAttic({ baseUrl: server.origin, retry: 0, onValidation });
  const call = (name: string, ...given: readonly unknown[]): Promise<unknown> => {
    const method = attic[name];
    if (method === undefined) throw new Error(`no ${name} among ${Object.keys(attic).join(", ")}`);
    return method(...given);
  };
  return { call, seen: server.seen, issues };
}

const LIST = `<?xml version="1.0" encoding="UTF-8"?>
<ListBoxesResult xmlns="http://attic.example/2025" xmlns:x="http://attic.example/box">
  <Name>cellar &amp; roof</Name>
  <IsTruncated>false</IsTruncated>
  <MaxKeys>1000</MaxKeys>
  <x:Box class="cold">
    <Key>photos/2025/&lt;1&gt;.jpg</Key>
    <Size>9007199254740993</Size>
    <Modified>2025-01-31T12:30:00.000Z</Modified>
    <Owner xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/>
    <Tags><Tags>1</Tags></Tags>
  </x:Box>
  <AllNotes/>
</ListBoxesResult>`;

describe("answers in XML", () => {
  it("become what the schema says: lists of one, empty ones, attributes, numbers, dates", async () => {
    const { call, issues } = await open(LIST);
    expect(await call("listBoxes", "cellar")).toEqual({
      Name: "cellar & roof",
      IsTruncated: false,
      MaxKeys: 1000,
      Boxes: [
        {
          Key: "photos/2025/<1>.jpg",
          Size: 9007199254740993n,
          Modified: new Date("2025-01-31T12:30:00Z"),
          Class: "cold",
          Owner: null,
          Tags: [1],
        },
      ],
      Folders: [],
      Notes: [],
    });
    expect(issues).toEqual([]);
  });

  it("have empty lists where there must be some", async () => {
    const { call, issues } = await open("<ListBoxesResult><Name>attic</Name><Notes/></ListBoxesResult>");
    expect(await call("listBoxes", "cellar")).toEqual({ Name: "attic", Boxes: [], Folders: [] });
    expect(issues).toEqual([]);
  });

  it("that are none, or bring entities of their own, are a DecodeError", async () => {
    const bomb = `<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]><ListBoxesResult><Name>&c;</Name></ListBoxesResult>`;
    const proto = "<ListBoxesResult><Name>a</Name><__proto__><polluted>1</polluted></__proto__></ListBoxesResult>";
    for (const text of [bomb, proto, "<ListBoxesResult><Name>", "{}"]) {
      const { call } = await open(text);
      expect(await fail(call("listBoxes", "cellar"))).toMatchObject({ name: "DecodeError" });
    }
    expect(({} as { readonly polluted?: unknown }).polluted).toBeUndefined();
  });

  it("keep texts as they are, in words and by number, and what nobody knows", async () => {
    const text = `<?xml version="1.0"?>\n\n<!-- all of it -->\n<Box class=" 007 ">
  <Key> 007&#13;&#x1F600;<![CDATA[<&>]]> </Key><New><At>1</At><At>2</At></New><Old>1</Old><Old><At/></Old><Size>many</Size><Tags><Tags>1 or 2</Tags></Tags>
  <Keepers><anna><Since>1999</Since></anna><ben xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="1"/></Keepers>
</Box>`;
    const { call, issues } = await open(text.replace("<Size>many</Size>", ""), 201);
    expect(await call("putBox", "b", { shelf: "s", Key: "" })).toEqual({
      Key: " 007\r\u{1F600}<&> ",
      Class: " 007 ",
      New: { At: ["1", "2"] },
      Old: ["1", { At: "" }],
      Tags: ["1 or 2"],
      Keepers: { anna: { Since: 1999 }, ben: null },
    });
    expect(issues).toMatchObject([{ pointer: "/Keepers/ben" }, { pointer: "/Tags/0" }].reverse());
    const wrong = await open(text, 201);
    expect(await fail(wrong.call("putBox", "b", { shelf: "s", Key: "" }))).toMatchObject({ name: "DecodeError" });
  });
});

describe("errors in XML", () => {
  const labels = { Labels: {} };

  it("are what their schema says, by status, and what their answer says to people", async () => {
    const { call, issues } = await open(
      "<Failure><Code>NoSuchShelf</Code><Message>There is none.</Message></Failure>",
      404,
    );
    expect(await fail(call("listBoxes", "cellar"))).toMatchObject({
      status: 404,
      conforms: true,
      body: { Code: "NoSuchShelf", Message: "There is none." },
      message: expect.stringMatching(/404 Not Found: There is none\.$/) as string,
    });
    expect(issues).toEqual([]);
  });

  it("hold dates and lists of one, also where their schema has no name", async () => {
    const text = "<Trouble><At>2025-01-31T12:30:00Z</At><Causes><Cause>Fire</Cause></Causes></Trouble>";
    const { call, issues } = await open(text, 503);
    const body = { At: new Date("2025-01-31T12:30:00Z"), Causes: ["Fire"] };
    expect(await fail(call("labelShelf", "s", labels))).toMatchObject({ status: 503, conforms: true, body });
    expect(issues).toEqual([]);
  });

  it("are JSON where they come as that", async () => {
    const { call } = await open('{"At":"2025-01-31T12:30:00Z","Causes":["Fire"]}', 503);
    const body = { At: new Date("2025-01-31T12:30:00Z"), Causes: ["Fire"] };
    expect(await fail(call("labelShelf", "s", labels))).toMatchObject({ conforms: true, body });
  });

  it("stay text where nobody declares them, or they cannot be read", async () => {
    const bomb = '<!DOCTYPE a [<!ENTITY b "ha">]><Failure><Code>&b;</Code></Failure>';
    const page = "<!doctype html><title>Bad Gateway</title>";
    for (const [text, status] of [
      ["<Failure><Code>", 404],
      [bomb, 404],
      [page, 502],
      ["<Failure/>", 418],
      ["out of order", 404],
    ] as const) {
      const { call, issues } = await open(text, status);
      const error = await fail(call("listBoxes", "cellar"));
      expect(error).toMatchObject({ name: "ApiError", status, body: text, conforms: false });
      expect(issues).toEqual([]);
    }
  });
});

describe("bodies in XML", () => {
  it("are written as the schema says", async () => {
    const { call, seen } = await open("<Box><Key>a</Key></Box>", 201);
    await call("putBox", "b", {
      shelf: "s",
      Key: "<&>\"'\n",
      Size: 9007199254740993n,
      Modified: new Date("2025-01-31T12:30:00Z"),
      Class: 'a"b',
      Owner: { Name: "Jenny" },
      Parent: { Key: "" },
      Tags: [1, 2],
    });
    expect(seen[0]?.headers["content-type"]).toBe("application/xml");
    expect(seen[0]?.body).toBe(
      '<?xml version="1.0" encoding="UTF-8"?><a:Box xmlns:a="http://attic.example/box" class="a&quot;b">' +
        "<Key>&lt;&amp;&gt;&quot;'&#10;</Key><Size>9007199254740993</Size><Modified>2025-01-31T12:30:00.000Z</Modified>" +
        '<Owner><o:Name xmlns:o="http://attic.example/owner">Jenny</o:Name></Owner>' +
        '<a:Box xmlns:a="http://attic.example/box"><Key/></a:Box><Tags><Tags>1</Tags><Tags>2</Tags></Tags></a:Box>',
    );
  });

  it("hold maps, and members that the contract does not know", async () => {
    const { call, seen } = await open("<Box><Key>a</Key></Box>", 201);
    const more = { New: { At: [1, { B: true }] }, Keepers: { anna: { Since: 1999 } } };
    await call("putBox", "b", { shelf: "s", Key: " 1 ", ...more });
    expect(seen[0]?.body).toMatch(
      /<Key> 1 <\/Key><Keepers><anna><Since>1999<\/Since><\/anna><\/Keepers><New><At>1<\/At><At><B>true<\/B><\/At><\/New><\/a:Box>$/,
    );
  });

  it("hold no element and no character that XML has not", async () => {
    const { call, seen } = await open("");
    const wrong = [
      { Key: "\u0001" },
      { Key: "", Class: "\uFFFE" },
      { Key: "", "a><b": 1 },
      { Key: "", Keepers: { "a b": {} } },
    ];
    for (const box of wrong) {
      expect(await fail(call("putBox", "b", { shelf: "s", ...box }))).toMatchObject({
        message: expect.stringMatching(/XML cannot/) as string,
      });
    }
    expect(seen).toEqual([]);
  });

  it("whose schema has no name have their only member as document", async () => {
    const { call, seen } = await open("");
    await call("labelShelf", "s", { Labels: { Label: [{ Key: "a", Value: "1" }] } });
    expect(seen[0]?.body).toBe(
      '<?xml version="1.0" encoding="UTF-8"?><Labels xmlns="http://attic.example/2025"><LabelSet><Label><Key>a</Key><Value>1</Value></Label></LabelSet></Labels>',
    );
  });
});
