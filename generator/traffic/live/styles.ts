import type { EncodeParameter } from "../../../templates/runtime/v1/operation.js";
import { cookie } from "../../../templates/runtime/v1/styles/cookie.js";
import { deepObject, deepObjectBrackets, deepObjectRepeat } from "../../../templates/runtime/v1/styles/deep-object.js";
import { pipeDelimited, spaceDelimited } from "../../../templates/runtime/v1/styles/delimited.js";
import { form } from "../../../templates/runtime/v1/styles/form.js";
import { label } from "../../../templates/runtime/v1/styles/label.js";
import { matrix } from "../../../templates/runtime/v1/styles/matrix.js";
import { simple } from "../../../templates/runtime/v1/styles/simple.js";
import type { ArrayFormat, Style } from "../../../templates/testing/operation-case.js";

const STYLES: { readonly [style in Exclude<Style, "deepObject">]: EncodeParameter } = {
  matrix,
  label,
  simple,
  form,
  spaceDelimited,
  pipeDelimited,
  cookie,
};

const DEEP: { readonly [format in ArrayFormat]: EncodeParameter } = {
  indices: deepObject,
  brackets: deepObjectBrackets,
  repeat: deepObjectRepeat,
};

/** What writes values in a style. */
export function encoderOf(style: Style, arrays: ArrayFormat): EncodeParameter {
  return style === "deepObject" ? DEEP[arrays] : STYLES[style];
}
