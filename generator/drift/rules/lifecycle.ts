import type { Rule } from "../rule.js";

/** What can happen to the life of an operation, a parameter or a property, and to the contract's version. */
export const LIFECYCLE_RULES = {
  "sunset-missing": {
    wire: "none",
    types: "none",
    says: "{key} is deprecated, and nothing says until when",
    help: "Say it in `x-sunset`.",
  },
  "sunset-invalid": {
    wire: "none",
    types: "none",
    says: "the sunset of {key} is no date: {value}",
    help: "Write it as `2030-12-31`.",
  },
  "sunset-too-soon": {
    wire: "none",
    types: "none",
    says: "{key} ends on {value}, in less than {days} days",
    help: "Give its users the time that was agreed on.",
  },
  "sunset-moved": {
    wire: "none",
    types: "none",
    says: "{key} ends earlier than announced, on {value}, in less than {days} days",
    help: "Keep the date that was announced.",
  },
  "sunset-removed": {
    wire: "none",
    types: "none",
    says: "{key} is deprecated, and no longer says until when; it was {value}",
    help: "Keep `x-sunset`.",
  },
  "sunset-ignored": {
    wire: "none",
    types: "none",
    says: "{key} is gone before its sunset on {value}",
    help: "Keep it until then.",
  },
  "stability-lowered": {
    wire: "none",
    types: "none",
    mirror: "stability-raised",
    says: "{key} is less settled than before: {before} became {after}",
    help: "Keep the level that was promised.",
  },
  "stability-raised": {
    wire: "none",
    types: "none",
    mirror: "stability-lowered",
    says: "{key} is more settled than before: {before} became {after}",
    help: "Nothing.",
  },
  "stability-invalid": {
    wire: "none",
    types: "none",
    mirror: "stability-invalid",
    says: "the stability of {key} is none that we know: {value}",
    help: "Write draft, alpha, beta or stable.",
  },
  "version-not-bumped": {
    wire: "none",
    types: "none",
    says: "something breaks, and the version is still {before}",
    help: "Raise the major version.",
  },
  "version-lowered": {
    wire: "none",
    types: "none",
    says: "something breaks, and the version fell from {before} to {after}",
    help: "Raise the major version.",
  },
  "major-version-not-bumped": {
    wire: "none",
    types: "none",
    says: "something breaks, and the version only went from {before} to {after}",
    help: "Raise the major version.",
  },
} as const satisfies { readonly [id: string]: Rule };
