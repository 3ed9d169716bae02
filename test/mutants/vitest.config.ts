import { readFileSync } from "node:fs";
import { mergeConfig } from "vitest/config";
import config from "../../vitest.config.js";

/** One mistake: in which module of the runtime, the text that stands there once, and what stands there instead. */
interface Mistake {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

const { file, from, to } = JSON.parse(process.env["MISTAKE"] ?? '{"file":"","from":"","to":""}') as Mistake;

/** The tests as ever, but that the runtime, and every copy of it beside a client, loads with a mistake in it. */
export default mergeConfig(config, {
  plugins: [
    {
      name: "mistake",
      enforce: "pre",
      load(id: string) {
        if (file === "" || !id.endsWith(`runtime/v1/${file}`)) return undefined;
        return readFileSync(id, "utf8").replace(from, () => to);
      },
    },
  ],
});
