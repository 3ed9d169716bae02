import { exitCodes, failure } from "../diagnostics.js";

/** The compiler is large, and few need it: who does installs it. */
export async function loadCompiler<Module>(load: () => Promise<Module>): Promise<Module> {
  try {
    return await load();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== "ERR_MODULE_NOT_FOUND" || !message.includes("ts-morph")) throw error;
    throw failure(exitCodes.usage, {
      code: "ts-morph-missing",
      message: "reading your code needs the package ts-morph, which is not installed",
      help: "install it beside conn-gen: `npm i -D conn-gen ts-morph`",
    });
  }
}
