export { createShop as connectShop } from "../client/index.js";
export type { Pet as Animal } from "../client/index.js";
export * as pets from "../client/resources/pets.js";
