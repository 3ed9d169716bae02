import { describe, expect, it } from "vitest";
import type { XmlRoot, XmlShapes } from "../../templates/testing/operation-case.js";
import { scanDocument } from "../../templates/testing/xml/scan.js";
import { speakXml } from "../../templates/testing/xml/xml-words.js";

const shapes: XmlShapes = {
  Book: {
    members: {
      Isbn: { name: "Isbn", holds: "string" },
      Pages: { name: "Pages", holds: "number" },
      Sold: { name: "sold", is: "attribute", holds: "boolean" },
      Title: { name: "Title", prefix: "b", namespace: "urn:book", holds: "string" },
      Authors: { name: "Authors", holds: { items: { name: "Author", holds: "string" } } },
      Prices: { name: "Prices", holds: { items: { name: "Price", holds: "number" }, wrapped: true } },
      Sequel: { name: "Book", prefix: "b", namespace: "urn:book", holds: { shape: "Book" } },
    },
    others: "any",
  },
  Note: {
    members: {
      lang: { name: "lang", is: "attribute", holds: "string" },
      text: { name: "text", is: "text", holds: "string", required: true },
    },
    others: "any",
  },
};
const book: XmlRoot = { name: "Book", prefix: "b", namespace: "urn:book", holds: { shape: "Book" } };
const note: XmlRoot = { name: "Note", holds: { shape: "Note" }, member: "Note" };
const words = speakXml(shapes);

describe("documents, read by the contract", () => {
  it("have attributes, lists that are wrapped or not, and any prefix for a namespace", () => {
    const text = `<?xml version="1.0"?>
<!-- from the press -->
<x:Book xmlns:x="urn:book" sold='1'>
  <Isbn>a&amp;b&#33;&#x21;<![CDATA[<c>]]></Isbn><Pages>12</Pages>
  <Title xmlns="urn:book">T</Title>
  <Author>A</Author><Author/>
  <Prices><Price>1.5</Price><Price>2e1</Price></Prices>
  <x:Book><Isbn>2</Isbn></x:Book>
</x:Book>
`;
    expect(words.read(text, book)).toEqual({
      value: {
        Isbn: "a&b!!<c>",
        Pages: 12,
        Sold: true,
        Title: "T",
        Authors: ["A", ""],
        Prices: [1.5, 20],
        Sequel: { Isbn: "2" },
      },
      unknown: [],
    });
  });

  it("have words for null, for what nobody knows, and for the text beside attributes", () => {
    const nil = '<Book xmlns="urn:book" xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="true"/>';
    expect(words.read(nil, book).value).toBeNull();
    const more = '<Book xmlns="urn:book"><New><a>1</a><a>2</a></New></Book>';
    expect(words.read(more, book).value).toEqual({ New: { a: ["1", "2"] } });
    expect(words.read('<Note lang="de"> so </Note>', note)).toEqual({
      value: { Note: { lang: "de", text: " so " } },
      unknown: [],
    });
    expect(words.read('<Note by="me">x</Note>', note).unknown).toEqual(["by"]);
    expect(words.read('<Book xmlns="urn:book"><Sequel/></Book>', book)).toEqual({ value: {}, unknown: ["Sequel"] });
    expect(words.read('<b:Book xmlns:b="urn:book"><Pages>many</Pages></b:Book>', book).value).toEqual({
      Pages: "many",
    });
  });

  it.each([
    ["another document", "<Page xmlns='urn:book'/>", /a <Page>, not a <Book>/],
    ["no namespace", "<Book/>", /in the namespace of nobody, the contract says urn:book/],
    [
      "another namespace inside",
      "<Book xmlns='urn:book'><Title xmlns='urn:x'>T</Title></Book>",
      /"Title" is in .*urn:x/,
    ],
    ["a member twice", "<Book xmlns='urn:book'><Isbn>1</Isbn><Isbn>2</Isbn></Book>", /<Isbn> is there 2 times/],
    ["items of another name", "<Book xmlns='urn:book'><Prices><Cost>1</Cost></Prices></Book>", /<Cost>, not <Price>/],
    ["a text among elements", "<Book xmlns='urn:book'>so</Book>", /holds the text "so"/],
    ["elements in a text", "<Book xmlns='urn:book'><Isbn><i>1</i></Isbn></Book>", /<Isbn> holds elements/],
  ])("are refused with %s", (_, text, message) => {
    expect(() => words.read(text, book)).toThrow(message);
  });

  it.each([
    ["nothing", "", /has no element/],
    ["JSON", "{}", /has no element/],
    ["a document type", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', /has no element/],
    ["an entity of its own", "<a>&b;</a>", /&b;, which stands for nothing/],
    ["a lone ampersand", "<a>b & c</a>", /&, which stands for nothing/],
    ["two outermost elements", "<a/><a/>", /goes on after/],
    ["an end of another element", "<a><b></a></b>", /<\/a> where <b> is open/],
    ["no end", "<a>", /does not end <a>/],
    ["a broken tag", "<a b=1>", /no end of <a/],
    ["an attribute twice", '<a b="1" b="2"/>', /the attribute b twice/],
  ])("are none with %s", (_, text, message) => {
    expect(() => scanDocument(text)).toThrow(message);
  });
});

describe("documents, written by the contract", () => {
  it("say what a server would", () => {
    const value = {
      Sold: true,
      Isbn: '<"&\n',
      Title: "T",
      Authors: ["A", "B"],
      Prices: [],
      Sequel: null,
      New: { a: 1 },
    };
    expect(words.write(value, book)).toBe(
      [
        '<?xml version="1.0"?>',
        '<b:Book xmlns:b="urn:book" sold="true">',
        "<Isbn>&lt;&#34;&amp;&#10;</Isbn>",
        '<b:Title xmlns:b="urn:book">T</b:Title>',
        "<Author>A</Author>",
        "<Author>B</Author>",
        "<Prices></Prices>",
        '<b:Book xmlns:b="urn:book" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"></b:Book>',
        "<New>",
        "<a>1</a>",
        "</New>",
        "</b:Book>",
        "",
      ].join("\n"),
    );
    expect(words.write({ Note: { lang: "de", text: "so" } }, note)).toBe(
      '<?xml version="1.0"?>\n<Note lang="de">so</Note>\n',
    );
  });
});
