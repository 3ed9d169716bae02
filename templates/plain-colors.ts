/** Stands in for `ansi-colors` and `supports-color` wherever openapi-typescript is bundled: it colors debug output, which nobody asks for. */
export default {
  enabled: false,
  /** No stream has colors. */
  stdout: false,
  blueBright: String,
  bold: String,
  cyanBright: String,
  green: String,
  magentaBright: String,
  red: String,
  whiteBright: String,
  yellow: String,
  yellowBright: String,
};
