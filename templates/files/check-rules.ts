import type { ResidueSchema, Rule, Schema } from "../../generator/contract/schema.js";
import { evaluatedBeside } from "../../generator/plan/evaluated.js";
import type { Evaluated } from "../../generator/plan/evaluated.js";
import { isRuleChecked } from "../../generator/plan/exact.js";
import { toRegExp } from "../../generator/contract/pattern.js";
import { code, joined, lines, nothing } from "../code.js";
import type { Code } from "../code.js";
import { quote } from "../text.js";
import { helper, list, printRegExp } from "./check-scalars.js";
import type { Checking } from "./check-scalars.js";

/** How checks inside a rule are printed; given, since they may hold rules themselves. */
export interface Printer {
  /** A check as a value; undefined where every value is right. */
  asFunction(schema: Schema, checking: Checking): Code | undefined;
  /** The statements that check `value`. */
  asStatements(schema: Schema, checking: Checking): Code;
}

/** The statements that hold `value` to what its schema asks beside its kind. */
export function printRules(schema: ResidueSchema, checking: Checking, printer: Printer): Code {
  const checked = schema.rules.filter((rule) => isRuleChecked(rule, schema, checking));
  return lines(checked.map((rule) => printRule(rule, schema, { checking, printer })));
}

interface Printing {
  readonly checking: Checking;
  readonly printer: Printer;
}

function printRule(rule: Rule, schema: ResidueSchema, printing: Printing): Code {
  const { checking, printer } = printing;
  switch (rule.kind) {
    case "not": {
      const check = printTest(rule.schema, printing);
      return check === undefined ? code`${helper("never")}(at);` : code`${helper("not")}(at, value, ${check});`;
    }
    case "if":
      return printIf(rule, printing);
    case "dependent": {
      const body = printer.asStatements(rule.schema, checking);
      if (body.parts.length === 0) return nothing;
      return code`if (${helper("has")}(value, ${quote(rule.key)})) {\n  ${body}\n}`;
    }
    case "names": {
      const isSent = checking.direction === "sent";
      const check = isSent ? printTest(rule.schema, printing) : printer.asFunction(rule.schema, checking);
      return check === undefined ? nothing : code`${helper("names")}(at, value, ${check});`;
    }
    case "contains":
      return printContains(rule, printing);
    case "unevaluated":
      return printUnevaluated(rule, schema, printing);
  }
}

/** A check that only asks for a verdict, which is then exact. */
function printTest(schema: Schema, { checking, printer }: Printing): Code | undefined {
  return printer.asFunction(schema, { ...checking, exact: true });
}

function printIf(rule: Rule & { kind: "if" }, printing: Printing): Code {
  const { checking, printer } = printing;
  const test = printTest(rule.test, printing);
  const then = rule.accepted === undefined ? nothing : printer.asStatements(rule.accepted, checking);
  const otherwise = rule.refused === undefined ? nothing : printer.asStatements(rule.refused, checking);
  if (test === undefined) return then;
  const accepted = code`${helper("accepts")}(value, ${test})`;
  if (then.parts.length === 0 && otherwise.parts.length === 0) return nothing;
  if (then.parts.length === 0) return code`if (!${accepted}) {\n  ${otherwise}\n}`;
  const end = otherwise.parts.length === 0 ? nothing : code` else {\n  ${otherwise}\n}`;
  return code`if (${accepted}) {\n  ${then}\n}${end}`;
}

function printContains(rule: Rule & { kind: "contains" }, printing: Printing): Code {
  if (rule.min <= 0 && rule.max === undefined) return nothing;
  const check = printTest(rule.schema, printing) ?? code`() => undefined`;
  const limits = rule.max === undefined ? (rule.min === 1 ? [] : [rule.min]) : [rule.min, rule.max];
  return code`${helper("contains")}(at, value, ${check}${list(limits.map(String), ", ")});`;
}

/** What is received may always hold members that the contract does not know. */
function printUnevaluated(rule: Rule & { kind: "unevaluated" }, schema: ResidueSchema, printing: Printing): Code {
  const { checking, printer } = printing;
  const isOpen = checking.direction === "received" && checking.exact !== true;
  if (rule.what === "members" && rule.schema.kind === "never" && isOpen) return nothing;
  const check = rule.schema.kind === "never" ? code`${helper("never")}` : printer.asFunction(rule.schema, checking);
  if (check === undefined) return nothing;
  const name = rule.what === "members" ? "unevaluatedMembers" : "unevaluatedItems";
  const said = printEvaluated(evaluatedBeside(rule, schema, checking.contract), rule.what, printing);
  return code`${helper(name)}(at, value, ${said}, ${check});`;
}

/** `{ keys: ["a"], when: [[checkA, { keys: ["b"] }, {}]] }`. */
function printEvaluated(said: Evaluated, what: "members" | "items", printing: Printing): Code {
  const members = [
    ...(said.allMembers ? ["members: true"] : []),
    ...(said.keys.length === 0 ? [] : [`keys: [${said.keys.map(quote).join(", ")}]`]),
    ...(said.patterns.length === 0 ? [] : [`patterns: [${said.patterns.flatMap(printPattern).join(", ")}]`]),
  ];
  const items = [
    ...(said.allItems ? ["items: true"] : []),
    ...(said.first === 0 ? [] : [`first: ${said.first}`]),
    ...(said.each.length === 0
      ? []
      : [code`each: [${list(said.each.map((test) => printTest(test, printing) ?? "() => undefined"))}]`]),
  ];
  const when = said.when.map(({ test, accepted, refused }) => {
    const check = printTest(test, printing) ?? "() => undefined";
    return code`[${check}, ${printEvaluated(accepted, what, printing)}, ${printEvaluated(refused, what, printing)}]`;
  });
  const parts = [
    ...(what === "members" ? members : items),
    ...(when.length === 0 ? [] : [code`when: [${list(when)}]`]),
  ];
  return parts.length === 0 ? code`{}` : code`{ ${joined(parts, ", ")} }`;
}

function printPattern(pattern: string): string[] {
  const usable = toRegExp(pattern);
  return usable === undefined ? [] : [printRegExp(usable)];
}
