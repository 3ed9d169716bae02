import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Installs these versions into a folder; where they are there already, nothing happens. */
export function install(folder, dependencies) {
  const stamp = join(folder, "node_modules", ".installed.json");
  const wanted = JSON.stringify({ private: true, type: "module", dependencies });
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), wanted);
  const flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock", "--legacy-peer-deps", "--silent"];
  const { status } = spawnSync("npm", ["install", ...flags], {
    cwd: folder,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (status === 0) return writeFileSync(stamp, wanted);
  rmSync(join(folder, "node_modules"), { recursive: true, force: true });
  throw new Error(`npm could not install ${Object.keys(dependencies).join(", ")}`);
}

/** The program of a Node: the package `node` takes it from one for the platform, by a script that we need not run. */
export function installNode(folder, version) {
  const system = process.platform === "win32" ? "win" : process.platform;
  const name = `node-${system}-${process.arch}`;
  install(folder, { [name]: version });
  return join(folder, "node_modules", name, process.platform === "win32" ? "bin/node.exe" : "bin/node");
}
